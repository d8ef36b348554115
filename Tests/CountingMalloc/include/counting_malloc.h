#pragma once

// How many times the calling thread has asked for memory, by malloc and its kin. In a program that this is linked into,
// they stand in for the C library's. −1 where there is no other to pass the request on to.
long allocations_of_this_thread(void);

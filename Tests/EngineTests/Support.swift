struct DeadlineError: Error, CustomStringConvertible {
  let description: String
}

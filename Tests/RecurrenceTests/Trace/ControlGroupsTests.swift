import Testing

@testable import Recurrence

struct ControlGroupsTests {
  private func limit(_ groups: String, _ files: [String: String]) -> Int? {
    ControlGroups.memoryLimit(groups) { files[$0] }
  }

  @Test func theLeastOfAGroupAndThoseAboveItHolds() {
    let files = [
      "/sys/fs/cgroup/user/shell/memory.max": "max\n", "/sys/fs/cgroup/user/memory.max": "2000\n",
      "/sys/fs/cgroup/memory.max": "3000\n",
    ]
    #expect(limit("0::/user/shell\n", files) == 2000)
    #expect(limit("0::/\n", files) == 3000)
    #expect(limit("0::/user/shell\n", ["/sys/fs/cgroup/user/shell/memory.max": "max\n"]) == nil)
  }

  @Test func theFirstVersionCountsToo() {
    let groups = "5:cpu,cpuacct:/a\n4:memory:/a/b\n1:name=systemd:/\n0::/\n"
    let files = [
      "/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes": "9223372036854771712\n",
      "/sys/fs/cgroup/memory/a/memory.limit_in_bytes": "4096\n", "/sys/fs/cgroup/cpu/a/memory.max": "1",
    ]
    #expect(limit(groups, files) == 4096)
    #expect(limit("", files) == nil && limit("nonsense", files) == nil)
  }
}

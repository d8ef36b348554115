import Foundation
import Scope
import TestSupport
import Testing

@testable import gradflow

@Suite("What a path may become")
struct FileListerTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for folder in ["novels", "empty"] {
      try FileManager.default.createDirectory(atPath: scratch.path(folder), withIntermediateDirectories: true)
    }
    for name in ["note.txt", "Note", ".hidden", "a\nb", "d=e f", "novels/x.txt"] { _ = try scratch.write("", name) }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("link"), withDestinationPath: scratch.path("novels"))
    // No UTF-8.
    close(open(scratch.folder + "/bad\u{1}", O_CREAT, 0o600))
    rename(scratch.folder + "/bad\u{1}", [CChar](scratch.folder.utf8CString.dropLast()) + [47, -1, 0])
  }

  private func names(_ path: String, most: Int = 1000) -> [String] {
    FileLister.list(scratch.path(path), most: most).names
  }

  @Test("~/ is the user's folder")
  func home() throws {
    let home = try #require(UserHome.path)
    let found = FileLister.list("~/.")
    #expect(found.path == "~/." && found.names == FileLister.list(home + "/.").names)
  }

  @Test("Names that begin so, folders with a /, hidden ones where they are asked for")
  func list() {
    #expect(names("no") == ["note.txt", "novels/"])
    #expect(names("") == ["Note", "a\nb", "d=e f", "empty/", "link/", "note.txt", "novels/"])
    #expect(names(".") == [".hidden"] && names("novels/") == ["x.txt"] && names("empty/") == [])
    #expect(names("nowhere/") == [] && names("note.txt/") == [])
    #expect(FileLister.list(scratch.path("no")).path == scratch.path("no"))
  }

  @Test("A huge folder is cut, and one that isn't wanted any more is left")
  func bounds() {
    let cut = FileLister.list(scratch.path(""), most: 3)
    #expect(cut.names.count == 3 && cut.isCut)
    #expect(!FileLister.list(scratch.path("no"), most: 2).isCut)
    #expect(FileLister.list(scratch.path("")) { false }.names == [])
  }

  @Test("It answers what was asked last, once, and wakes", .timeLimit(.minutes(1)))
  func answers() {
    let woken = DispatchSemaphore(value: 0)
    let lister = FileLister { woken.signal() }
    lister.follow(scratch.path("no"))
    woken.wait()
    #expect(lister.take()?.names == ["note.txt", "novels/"] && lister.take() == nil)
    lister.follow(nil)
    lister.follow(scratch.path("no"))
    woken.wait()
    lister.follow(nil)
    #expect(lister.take() == nil)
  }
}

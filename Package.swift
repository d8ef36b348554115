// swift-tools-version: 6.1
import PackageDescription

// One direction: the engine (Recurrence) <- the front end (Panels) <- the program (gradflow).
let package = Package(
  name: "gradflow",
  products: [
    .library(name: "Recurrence", targets: ["Recurrence"]),
    .executable(name: "gradflow", targets: ["gradflow"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "COpenBLAS"),
    .systemLibrary(name: "CNcurses"),
    .target(name: "CLanes"),
    .target(name: "Recurrence", dependencies: ["CLanes", "COpenBLAS"]),
    .target(name: "Panels", dependencies: ["Recurrence"]),
    .executableTarget(
      name: "gradflow",
      dependencies: [
        "Panels", "CNcurses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "gradflow-bench",
      dependencies: ["Recurrence", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Benchmarks/gradflow-bench"),
    .testTarget(
      name: "RecurrenceTests", dependencies: ["Recurrence"], exclude: ["Fixtures/make_fixtures.py"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "PanelsTests", dependencies: ["Panels"], exclude: ["Snapshots"]),
    .testTarget(name: "gradflowTests", dependencies: ["gradflow", "Panels", "Recurrence"]),
  ],
  swiftLanguageModes: [.v6]
)

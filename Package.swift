// swift-tools-version: 6.2
import PackageDescription

// Everything that is done value by value, once per vector width; the engine takes the widest that the processor has.
#if arch(x86_64)
  let wideKernels = [("KernelsAVX2", "x86-64-v3"), ("KernelsAVX512", "x86-64-v4")].map { name, level in
    Target.target(
      name: name, dependencies: ["KernelTypes", "CKernels"],
      swiftSettings: [.unsafeFlags(["-Xcc", "-march=\(level)"])])
  }
#else
  let wideKernels: [Target] = []
#endif

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
    .systemLibrary(name: "CKernels"),
    .target(name: "KernelTypes", dependencies: ["CKernels"]),
    .target(name: "Kernels", dependencies: ["KernelTypes", "CKernels"]),
    .target(
      name: "Recurrence",
      dependencies: ["KernelTypes", "Kernels", "CKernels", "COpenBLAS"]
        + wideKernels.map { .init(stringLiteral: $0.name) }),
    // KernelTypes is part of what Recurrence exports; named, it is also a reason to build again.
    .target(name: "Panels", dependencies: ["Recurrence", "KernelTypes"]),
    .executableTarget(
      name: "gradflow",
      dependencies: [
        "Panels", "KernelTypes", "CNcurses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "gradflow-bench",
      dependencies: ["Recurrence", "KernelTypes", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Benchmarks/gradflow-bench"),
    .target(name: "CountingMalloc", path: "Tests/CountingMalloc"),
    .testTarget(
      name: "RecurrenceTests", dependencies: ["Recurrence", "Kernels", "KernelTypes", "CountingMalloc"],
      exclude: ["Fixtures/make_fixtures.py"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "PanelsTests", dependencies: ["Panels", "KernelTypes"], exclude: ["Snapshots"]),
    .testTarget(name: "gradflowTests", dependencies: ["gradflow", "Panels", "Recurrence", "KernelTypes"]),
  ] + wideKernels,
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2
import PackageDescription

// Everything that is done value by value, once per vector width; the engine takes the widest that the processor has.
#if arch(x86_64)
  let wideKernels = [("KernelsAVX2", "x86-64-v3"), ("KernelsAVX512", "x86-64-v4")].map { name, level in
    Target.target(
      name: name, dependencies: ["RecurrentCells", "CKernels"],
      swiftSettings: [.unsafeFlags(["-Xcc", "-march=\(level)"])])
  }
#else
  let wideKernels: [Target] = []
#endif

// One direction: the engine (Safetensors, Recurrence, Engine) <- the front end (Scope) <- the program (gradflow).
let package = Package(
  name: "gradflow",
  products: [
    .library(name: "Recurrence", targets: ["Recurrence"]),
    .library(name: "Engine", targets: ["Engine"]),
    .executable(name: "gradflow", targets: ["gradflow"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "COpenBLAS"),
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CKernels"),
    .target(name: "Safetensors"),
    .target(name: "RecurrentCells", dependencies: ["CKernels"]),
    .target(name: "Kernels", dependencies: ["RecurrentCells", "CKernels"]),
    .target(
      name: "Recurrence",
      dependencies: ["Safetensors", "RecurrentCells", "Kernels", "CKernels", "COpenBLAS"]
        + wideKernels.map { .init(stringLiteral: $0.name) }),
    // RecurrentCells is part of what Recurrence exports; named, it is also a reason to build again.
    .target(name: "Engine", dependencies: ["Recurrence", "RecurrentCells"]),
    .target(name: "Scope", dependencies: ["Engine", "Recurrence", "RecurrentCells"]),
    .executableTarget(
      name: "gradflow",
      dependencies: [
        "Scope", "Engine", "Recurrence", "Safetensors", "RecurrentCells", "CNcurses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "gradflow-bench",
      dependencies: [
        "Engine", "Recurrence", "RecurrentCells", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/gradflow-bench"),
    .target(name: "Examples", dependencies: ["Recurrence", "RecurrentCells"], path: "docs/examples/Sources"),
    .target(name: "CountingMalloc", path: "Tests/CountingMalloc"),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "SafetensorsTests", dependencies: ["Safetensors", "TestSupport"], exclude: ["Fixtures/make_containers.py"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "RecurrenceTests",
      dependencies: ["Recurrence", "Kernels", "RecurrentCells", "CKernels", "CountingMalloc", "TestSupport"],
      exclude: ["Fixtures/make_fixtures.py"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "ExamplesTests", dependencies: ["Examples", "Recurrence", "RecurrentCells"]),
    .testTarget(name: "EngineTests", dependencies: ["Engine", "Recurrence", "RecurrentCells", "TestSupport"]),
    .testTarget(
      name: "ScopeTests", dependencies: ["Scope", "Engine", "Recurrence", "RecurrentCells"], exclude: ["Snapshots"]),
    .testTarget(
      name: "gradflowTests",
      dependencies: ["gradflow", "Scope", "Engine", "Recurrence", "Safetensors", "RecurrentCells", "TestSupport"]),
  ] + wideKernels,
  swiftLanguageModes: [.v6]
)

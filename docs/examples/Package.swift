// swift-tools-version: 6.2
import PackageDescription

// A package outside of gradflow's that uses its engine, here by a path.
let package = Package(
  name: "examples",
  products: [.library(name: "Examples", targets: ["Examples"])],
  dependencies: [.package(name: "gradflow", path: "../..")],
  targets: [
    .target(name: "Examples", dependencies: [.product(name: "Recurrence", package: "gradflow")], path: "Sources")
  ]
)

// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing it needs ever reaches a user of llm-mock.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "llm-mock", path: "..")],
  targets: [
    .executableTarget(
      name: "index-library",
      dependencies: [.product(name: "FixtureKit", package: "llm-mock")],
      swiftSettings: [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
        .treatAllWarnings(as: .error),
      ])
  ],
  swiftLanguageModes: [.v6]
)

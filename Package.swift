// swift-tools-version: 6.2
import PackageDescription

// Targets stand in dependency order: arrows run downwards only.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "llm-mock",
  products: [
    .executable(name: "llm-mock", targets: ["llm-mock"]),
    .library(name: "FixtureKit", targets: ["FixtureKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "LosslessJSON", swiftSettings: settings),
    .target(name: "LLMWire", dependencies: ["LosslessJSON"], swiftSettings: settings),
    // The system's SHA-256. No pkgConfig: a module map needs nothing else.
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .target(
      name: "FixtureKit", dependencies: ["LLMWire", "LosslessJSON", "CNettle"],
      swiftSettings: settings),
    .target(name: "TerminalUI", swiftSettings: settings),
    .executableTarget(
      name: "llm-mock",
      dependencies: [
        "FixtureKit", "LLMWire", "LosslessJSON", "TerminalUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LosslessJSONTests", dependencies: ["LosslessJSON"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

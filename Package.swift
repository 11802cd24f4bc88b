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
  targets: [
    .target(name: "LosslessJSON", swiftSettings: settings),
    .testTarget(
      name: "LosslessJSONTests", dependencies: ["LosslessJSON"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

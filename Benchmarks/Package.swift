// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "renoir", path: "..")],
    targets: [
        .executableTarget(
            name: "renoir-bench", dependencies: [.product(name: "Renoir", package: "renoir")], swiftSettings: settings)
    ]
)

extension RuntimeConfig {
    /// The options of the engine, a line each, for the help text of a program that has one of its own.
    ///
    /// ```swift
    /// static let configuration = CommandConfiguration(discussion: RuntimeConfig.optionsHelp)
    /// ```
    public static var optionsHelp: String {
        "Options of the engine:\n" + EngineOption.help(for: EngineOption.allCases.filter { $0 != .help })
    }

    /// What `--help` prints.
    static func help(program: String, usage: String, own: OwnOptions) -> String {
        let options = EngineOption.allCases.filter { !own.replaces($0, called: $0.names[0]) }
        return """
            usage: \(program.split(separator: "/").last ?? "program") [OPTION…] \(usage)

            Options of the engine, before any --:
            \(EngineOption.help(for: options))
            """
    }
}

/// The options of a command line that are a program's own, although they look like some of the engine's.
///
/// ```swift
/// let (config, arguments) = RuntimeConfig.fromArguments(own: ["--locale"])
/// ```
///
/// Those that look like none of the engine's need not be named.
public struct OwnOptions: Sendable, ExpressibleByArrayLiteral {
    /// nil for all that are not written like one of the engine's.
    private let names: Set<String>?

    /// Whatever is not exactly an option of the engine's, and `--help` too: for programs with a parser of their own, which
    /// knows what is misspelt.
    public static let any = OwnOptions(names: nil)

    /// - Parameter names: With their dashes. An option of the engine's that is among them is the program's then.
    public init(arrayLiteral names: String...) { self.init(names: Set(names)) }

    private init(names: Set<String>?) { self.names = names }

    /// Whether an option of the engine's called `name` is the program's.
    func replaces(_ option: EngineOption, called name: String) -> Bool {
        names?.contains(name) ?? (option == .help)
    }

    /// Whether an option that may be a misspelt one of the engine's is the program's.
    func contains(_ name: String) -> Bool { names?.contains(name) ?? true }
}

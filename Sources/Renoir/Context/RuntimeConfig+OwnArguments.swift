internal import Records
internal import Session
internal import SystemLibrary

extension RuntimeConfig {
    /// The arguments of this process, without the program's name, as the bytes that they are: Swift's `CommandLine.arguments`
    /// replaces what is not UTF-8, which makes the name of a file that of another one.
    static func ownArguments() -> [ByteString] {
        UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)).dropFirst()
            .compactMap { $0.map { ByteString(cString: $0) } }
    }

    /// `arguments` as text.
    ///
    /// - Throws: Which of them is none, and `advice`.
    static func texts(of arguments: [ByteString], _ advice: String) throws(JobError) -> [String] {
        var texts: [String] = []
        for (index, argument) in arguments.enumerated() {
            guard let text = String(validating: argument) else {
                throw JobError(.usage, "argument \(index + 1), \(argument.visible), is not UTF-8; \(advice)")
            }
            texts.append(text)
        }
        return texts
    }
}

public import Renoir
internal import SystemLibrary

extension Processes {
    /// A program in one call: starts, and runs `body` in the first process.
    ///
    /// ```swift
    /// @main struct Program {
    ///     static func main() {
    ///         Processes.main { arguments in
    ///             let worker = try Processes.spawn(Greet(name: arguments[0]))
    ///             print(try Receiver<String>(from: worker).receive())
    ///         }
    ///     }
    /// }
    /// ```
    ///
    /// As ``start(resources:usage:own:)``. What `body` throws goes to standard error and ends the first process with code 1, or 2 for
    /// ``Misuse``.
    public static func main(
        resources: Resources = Resources(), usage: String = RuntimeConfig.defaultUsage, own: OwnOptions = [],
        _ body: ([String]) throws -> Void
    ) -> Never {
        let arguments = start(resources: resources, usage: usage, own: own)
        do {
            try body(arguments)
        } catch let misuse as Misuse {
            StandardError.write("\(misuse.message)\n")
            exit(2)
        } catch {
            SpawnedFunction.fail("\(error)")
        }
        exit(0)
    }
}

/// The command line of a program is wrong.
public struct Misuse: Error, Sendable {
    public var message: String

    public init(_ message: String) { self.message = message }
}

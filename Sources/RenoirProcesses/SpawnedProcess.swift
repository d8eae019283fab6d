/// What a process does: a function with its arguments, which a type names.
///
/// ```swift
/// struct Greet: SpawnedProcess, Codable {
///     var name: String
///
///     func run(parent: ProcessID) throws {
///         try Sender<String>(to: parent).send("hello \(name)")
///     }
/// }
///
/// let greeter = try Processes.spawn(Greet(name: "world"))
/// print(try Receiver<String>(from: greeter).receive())
/// ```
///
/// The value travels to the new process as records of streams do: it consists of numbers, or is `Codable` or `WireCodable`. The
/// type is found by its name there, so that it must be one with a name for the linker: neither `private` nor inside a function.
public protocol SpawnedProcess: Sendable {
    /// Runs in the new process, on its main thread. When it returns, the process ends with success; when it throws, the error goes to
    /// standard error and the process ends with code 1.
    func run(parent: ProcessID) throws
}

/// What a process does that waits without holding a thread.
///
/// ```swift
/// struct Echo: AsyncSpawnedProcess, Codable {
///     func run(parent: ProcessID) async throws {
///         let sender = try Sender<String>(to: parent)
///         for try await text in try Receiver<String>(from: parent) { try await sender.send(text) }
///     }
/// }
/// ```
public protocol AsyncSpawnedProcess: SpawnedProcess {
    /// As ``SpawnedProcess/run(parent:)``, in a task.
    func run(parent: ProcessID) async throws
}

extension AsyncSpawnedProcess {
    public func run(parent: ProcessID) throws { preconditionFailure("its other form is called") }
}

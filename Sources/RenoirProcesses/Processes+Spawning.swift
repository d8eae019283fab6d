internal import Records

extension Processes {
    /// Starts a process that runs `function`, on the first host that has `resources` free.
    ///
    /// ```swift
    /// let worker = try Processes.spawn(Work(part: 3), resources: Resources(memory: 100 << 20, cores: 1))
    /// ```
    ///
    /// Answers at once: if no host has so much free, it throws ``SpawnError/nothingFree``. What a process has is free again when it has
    /// ended. Processes that are spawned may spawn others, and may go on when this one has ended.
    ///
    /// - Parameters:
    ///   - function: Its type says what is done, and its value travels to the new process.
    ///   - resources: What the process needs, and the most memory that it gets.
    /// - Returns: The new process, to which channels can be made from now on.
    public static func spawn(
        _ function: some SpawnedProcess, resources: Resources = Resources()
    ) throws(SpawnError) -> ProcessID {
        let (_, reply, _) = try ask(function, resources, waits: false)
        return try process(in: reply.wait())
    }

    /// The same, but waits until a host has so much free. Who asks first is served first.
    ///
    /// - Throws: ``SpawnError/waitsForItself`` if only processes that wait could make room.
    public static func spawn(
        waiting function: some SpawnedProcess, resources: Resources = Resources()
    ) throws(SpawnError) -> ProcessID {
        let (_, reply, _) = try ask(function, resources, waits: true)
        return try process(in: reply.wait())
    }

    /// As ``spawn(_:resources:)-(_,_)``, and lets other tasks run meanwhile.
    public static func spawn(
        _ function: some SpawnedProcess, resources: Resources = Resources()
    ) async throws(SpawnError) -> ProcessID {
        let (_, reply, _) = try ask(function, resources, waits: false)
        return try process(in: await answer(reply))
    }

    /// As ``spawn(waiting:resources:)-(_,_)``, and lets other tasks run meanwhile.
    public static func spawn(
        waiting function: some SpawnedProcess, resources: Resources = Resources()
    ) async throws(SpawnError) -> ProcessID {
        let (_, reply, _) = try ask(function, resources, waits: true)
        return try process(in: await answer(reply))
    }

    /// Waits until `process` has ended.
    ///
    /// - Returns: How; nil if there is no such process.
    public static func end(of process: ProcessID) -> ProcessEnd? {
        guard let runtime = ProcessRuntime.current else { return nil }
        let (_, reply) = runtime.ask { .awaitEnd(id: $0, of: process) }
        guard case .ended(_, let end) = reply.wait() else { return nil }
        return end
    }

    /// As ``end(of:)-(_)``, and lets other tasks run meanwhile.
    public static func end(of process: ProcessID) async -> ProcessEnd? {
        guard let runtime = ProcessRuntime.current else { return nil }
        let (_, reply) = runtime.ask { .awaitEnd(id: $0, of: process) }
        guard case .ended(_, let end) = await answer(reply) else { return nil }
        return end
    }

    /// Sends `signal` to `process`, wherever it runs; 9 ends it in any case. One that has ended doesn't mind.
    public static func send(signal: Int32, to process: ProcessID) {
        ProcessRuntime.current?.send(.send(signal: signal, to: process))
    }

    private static func ask<Function: SpawnedProcess>(
        _ function: Function, _ resources: Resources, waits: Bool
    ) throws(SpawnError) -> (id: UInt64, Reply, ProcessRuntime) {
        guard let runtime = ProcessRuntime.current else { throw .notStarted }
        guard resources.coreParts != nil else { throw .invalidResources }
        guard let name = SpawnedFunction.name(of: Function.self) else { throw .unnamed("\(Function.self)") }
        guard let format = WireFormat<Function>.resolve() else {
            throw .unencodable(WireObstacle.describe(Function.self))
        }
        let argument: [UInt8]
        do { argument = try format.bytes(of: function) } catch {
            throw .unencodable("a \(Function.self) can't travel: \(error)")
        }
        let environment = ProcessEnvironmentText.own()
        let (id, reply) = runtime.ask([environment, argument]) {
            .spawn(
                id: $0, resources: resources, waits: waits, function: name, environmentBytes: environment.count)
        }
        return (id, reply, runtime)
    }

    private static func process(in message: ControlMessage?) throws(SpawnError) -> ProcessID {
        switch message {
        case .spawned(_, let process): return process
        case .notSpawned(_, let error): throw error
        default: throw .system("the agent doesn't answer")
        }
    }

    private static func answer(_ reply: Reply) async -> ControlMessage {
        await withCheckedContinuation { continuation in
            reply.whenAnswered { continuation.resume(returning: $0) }
        }
    }
}

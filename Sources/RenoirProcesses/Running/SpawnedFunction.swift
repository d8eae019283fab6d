internal import Dispatch
internal import Records
internal import SystemLibrary

/// The function that a process was started for, found by the name of its type.
enum SpawnedFunction {
    /// The name of `type`, by which another process of this program finds it; nil if it can't be found.
    static func name(of type: (some SpawnedProcess).Type) -> String? {
        guard let name = _mangledTypeName(type), _typeByName(name) == type else { return nil }
        return name
    }

    /// Runs it, and ends the process.
    static func run(_ name: String, _ argument: [UInt8]) -> Never {
        guard let type = _typeByName(name) as? any SpawnedProcess.Type, let parent = Processes.parent else {
            fail("there is no type \(name) in this program")
        }
        run(type, argument, parent)
    }

    private static func run<Function: SpawnedProcess>(
        _ type: Function.Type, _ argument: [UInt8], _ parent: ProcessID
    ) -> Never {
        do {
            guard let format = WireFormat<Function>.resolve() else { fail(WireObstacle.describe(type)) }
            let function = try argument.withUnsafeBytes { try format.value(of: $0) }
            if let function = function as? any AsyncSpawnedProcess { runTask(function, parent) }
            try function.run(parent: parent)
        } catch {
            fail("\(error)")
        }
        exit(0)
    }

    private static func runTask(_ function: any AsyncSpawnedProcess, _ parent: ProcessID) -> Never {
        Task {
            do { try await function.run(parent: parent) } catch { fail("\(error)") }
            exit(0)
        }
        dispatchMain()
    }

    /// The process has failed.
    static func fail(_ message: String) -> Never {
        StandardError.write("renoir: \(message)\n")
        exit(1)
    }
}

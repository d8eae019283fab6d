// Cases of processes, each a program: the name of one is the argument. `scripts/test-processes` runs them.
import Foundation
import RenoirProcesses

@main struct Program {
    static func main() async {
        let name = CommandLine.arguments.dropFirst().first ?? ""
        if name == "before-start" { return beforeStart() }
        if name == "threads-first" { Thread { while true { sleep(100) } }.start() }
        let memory = name == "resource-limit" || name.hasPrefix("large-") ? 2 << 30 : 20 << 20
        let arguments = Processes.start(resources: Resources(memory: memory, cores: 0.05), own: .any)
        do {
            if name == "spawn-multiple-futures-send-recv-stream" {
                try await AsyncCases.echo()
            } else {
                try Cases.run(arguments.first ?? "")
            }
        } catch {
            FileHandle.standardError.write(Data("case \(name): \(error)\n".utf8))
            exit(8)
        }
        exit(0)
    }

    private static func beforeStart() {
        do {
            _ = try Processes.spawn(Child(role: "nothing"), resources: .small)
        } catch { print(error) }
        do { _ = try Sender<Int>.nowhere() } catch { print(error) }
    }
}

extension Sender {
    /// A sender to a process that another job had.
    static func nowhere() throws -> Sender<Value> {
        let bytes = Data(#"{"number":1,"rank":0}"#.utf8)
        return try Sender(to: JSONDecoder().decode(ProcessID.self, from: bytes))
    }
}

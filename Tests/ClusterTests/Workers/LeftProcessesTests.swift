import SystemLibrary
import Testing

@testable import Cluster

/// What a program leaves on a worker ends, whatever it still says.
@Suite(.timeLimit(.minutes(1))) struct LeftProcessesTests {
    @Test(arguments: ["echo bye", "echo bye >&2", "head -c 300000 /dev/zero"])
    func process_thatSpeaksWhenItIsEnded_isReadAndGone(lastWords: String) throws {
        var said: [UInt8] = []
        var job: WorkerJob? = try WorkerJob(
            id: 1, script: "trap '\(lastWords); exit' TERM; echo ready; while :; do sleep 0.05; done",
            environment: ["PATH": "/usr/bin:/bin"]
        ) { message in
            if case .output(_, let bytes) = message { said += bytes }
        }
        let child = try #require(job).child
        turn(child) { !said.isEmpty }
        let left = LeftProcesses([child], at: ProcessLoop.milliseconds())
        job = nil
        turn(child) { child.status != nil }
        #expect(left.all.count == 1 && child.status != nil)
        #expect(String(decoding: said, as: UTF8.self) == "ready\n")
    }

    /// Hears the child until `isOver`, for twenty seconds at most.
    private func turn(_ child: ChildProcess, until isOver: () -> Bool) {
        let end = ProcessLoop.milliseconds() + 20_000
        while !isOver(), ProcessLoop.milliseconds() < end {
            for file in child.heard where file.isReadable { child.hear(file.descriptor) }
            child.look()
            var nothing = pollfd()
            poll(&nothing, 0, 10)
        }
    }
}

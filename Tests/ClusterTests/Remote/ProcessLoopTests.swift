import Testing

@testable import Cluster

extension ProcessTests {
    @Suite struct ProcessLoopTests {
        private func shell(_ script: String, input: Command.Input = .nothing) -> Command {
            Command(path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"], input: input)
        }

        @Test func commands_runSideBySide_inTheirOrder() throws {
            let loop = try ProcessLoop()
            let outcomes = try loop.run(
                [
                    shell("cat; echo e >&2", input: .text("in put\n")), shell("exit 3"), shell("kill -9 $$"),
                    shell("echo $0 \"$1\"; ps -o sid= -p $$ | grep -q $$ && echo session"),
                ], seconds: 20)
            #expect(outcomes.map(\.status) == [.code(0), .code(3), .signal(9), .code(0)])
            #expect(String(decoding: outcomes[0].output, as: UTF8.self) == "in put\n")
            #expect(String(decoding: outcomes[0].errors, as: UTF8.self) == "e\n")
            #expect(String(decoding: outcomes[3].output, as: UTF8.self).hasSuffix("session\n"))
        }

        @Test func command_overItsTime_isEndedWithWhatItStarted() throws {
            let loop = try ProcessLoop()
            let outcome = try loop.run([shell("sleep 100 & sleep 100")], seconds: 1)[0]
            #expect(outcome.isOverdue)
            #expect(outcome.status == .signal(9))
        }

        @Test func programThatIsNotThere_isAnError() throws {
            let loop = try ProcessLoop()
            #expect(throws: RemoteStartError.self) { try loop.run([Command(path: "/none")], seconds: 1) }
        }

        /// Who has asked ssh's helper, or reads standard error, may be gone when it is answered.
        @Test func writingToNobody_fails_andEndsNothing() throws {
            let loop = try ProcessLoop()
            let writer = try OpenFile.pipe().write
            #expect(!writer.writeAll([1]))
            // What is started is ended by it, as always.
            #expect(try loop.run([shell("kill -PIPE $$")], seconds: 20)[0].status == .signal(13))
        }
    }
}

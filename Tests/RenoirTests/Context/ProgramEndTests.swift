import Foundation
import Renoir
import Testing

/// Programs of one process that end when they should not, or start a job inside another: each is a process of its own.
@Suite(.timeLimit(.minutes(10))) struct ProgramEndTests {
    private static let message = "renoir: the program has ended in the middle of a job\n"

    /// The configuration of `./app --local 2`, whose failures are thrown.
    private static var config: RuntimeConfig {
        var config = RuntimeConfig.fromArguments(["--local", "2", "--quiet"]).config
        config.exitsOnFailure = false
        return config
    }

    private func errors(of result: ExitTest.Result?) -> String {
        String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    }

    @Test(arguments: [0, 1, 2, 3])
    func exitInAClosure_isAFailure(code: Int32) async {
        let result = await #expect(processExitsWith: .exitCode(1), observing: [\.standardErrorContent]) {
            [code] in
            let context = StreamContext(.local(2))
            context.parallelStream(0..<1000).forEach { if $0 == 10 { exit(code) } }
            try context.execute()
        }
        #expect(errors(of: result) == Self.message)
    }

    @Test
    func exitOnAnotherThreadWhileAJobRuns_isAFailure() async {
        let result = await #expect(processExitsWith: .exitCode(1), observing: [\.standardErrorContent]) {
            let context = StreamContext(.local(1))
            let (stream, sender) = context.channel(of: Int.self, capacity: 1)
            stream.forEach { _ in Thread.detachNewThread { exit(0) } }
            try sender.send(1)
            try context.execute()
            sender.finish()
        }
        #expect(errors(of: result) == Self.message)
    }

    @Test
    func whatWasPrintedBeforeSuchAnExit_isNotLost() async {
        let result = await #expect(processExitsWith: .exitCode(1), observing: [\.standardOutputContent]) {
            let context = StreamContext(.local(1))
            context.stream(of: 0..<1).forEach { _ in
                print("found it")
                exit(0)
            }
            try context.execute()
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        #expect(output.contains("found it\n"))
    }

    @Test
    func configExitInAClosure_hasItsCodeAndMessage() async {
        let result = await #expect(processExitsWith: .exitCode(5), observing: [\.standardErrorContent]) {
            let config = Self.config
            let context = StreamContext(config)
            context.stream(of: 0..<10).forEach { if $0 == 5 { config.exit("a record is wrong", code: .data) } }
            try context.execute()
        }
        #expect(errors(of: result) == "a record is wrong\n")
    }

    @Test
    func exitAfterAJobThatFailed_keepsItsCode() async {
        let result = await #expect(processExitsWith: .exitCode(9), observing: [\.standardErrorContent]) {
            struct Broken: Error {}
            let context = StreamContext(Self.config)
            context.stream(of: 0..<10).forEach { _ in throw Broken() }
            do { try context.execute() } catch { exit(9) }
        }
        #expect(!errors(of: result).contains("renoir"))
    }

    @Test
    func contextInAClosure_isRefused() async {
        await #expect(processExitsWith: .exitCode(4)) {
            let config = Self.config
            let context = StreamContext(config)
            context.stream(of: 0..<10).map { number in
                let inner = StreamContext(config)
                inner.stream(of: 0..<number).forEach { _ in }
                return try inner.execute().recordsRead
            }.forEach { _ in }
            do throws(JobError) {
                try context.execute()
            } catch {
                guard error.operator == "map (#1)", error.message.hasPrefix("a job is running on these ranks") else {
                    return
                }
                exit(error.code.exitCode)
            }
        }
    }

    @Test
    func contextOnAnotherThreadWhileAJobRuns_isRefused() async {
        await #expect(processExitsWith: .success) {
            let config = Self.config
            let context = StreamContext(config)
            context.stream(of: 0..<1).forEach { _ in
                let isOver = DispatchSemaphore(value: 0)
                Thread.detachNewThread {
                    let other = StreamContext(config)
                    other.stream(of: 0..<1).forEach { _ in }
                    guard (try? other.execute()) == nil else { _exit(3) }
                    isOver.signal()
                }
                isOver.wait()
            }
            try context.execute()
            // Nothing is left of it.
            let next = StreamContext(config)
            next.stream(of: 0..<1).forEach { _ in }
            try next.execute()
        }
    }

    /// Configurations of the same launcher have one network between them, so they count as one.
    @Test
    func configurationsOfTheSameProcess_runOneJobAtATime() async {
        await #expect(processExitsWith: .success) {
            let context = StreamContext(Self.config)
            context.stream(of: 0..<1).forEach { _ in
                let other = StreamContext(Self.config)
                other.stream(of: 0..<1).forEach { _ in }
                guard (try? other.execute()) == nil else { _exit(3) }
            }
            try context.execute()
        }
    }

    @Test
    func localContexts_runInsideOfOthers() throws {
        let config = RuntimeConfig.local(1)
        let context = StreamContext(config)
        let sums = context.stream(of: 1...3).map { number in
            let inner = StreamContext(config)
            let sum = inner.stream(of: 0...number).fold(0) { $0 += $1 }.collect()
            try inner.execute()
            return sum.value?.first ?? -1
        }.collect()
        try context.execute()
        #expect(sums.value == [1, 3, 6])
    }
}

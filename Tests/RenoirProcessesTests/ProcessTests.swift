import Testing

@testable import RenoirProcesses

@Suite struct ProcessTests {
    @Test func description_ofManyProcesses_isSevenDigitsAndDifferent() {
        let texts = (1...50_000).map { ProcessID(number: $0, rank: 0).description }
        #expect(texts.allSatisfy { $0.count == 7 && $0.allSatisfy(\.isHexDigit) })
        #expect(Set(texts).count == texts.count)
    }

    @Test func ends_ofWaitStatuses_haveCodesOfShells() {
        #expect(ProcessEnd(waitStatus: 3 << 8) == .exited(3))
        #expect(ProcessEnd(waitStatus: 9) == .died(signal: 9))
        #expect(ProcessEnd(waitStatus: 6 | 0x80).exitCode == 134)
        #expect(ProcessEnd(waitStatus: 0).isSuccess)
    }

    @Test func coordinator_severalFail_takesTheFirstProcessBeforeOthers() throws {
        var coordinator = Coordinator(hosts: [HostAccount(ranks: [0], memory: 100, coreParts: 0)])
        guard case .granted(let first) = coordinator.start(Resources(memory: 1, cores: 0)),
            case .granted(let other) = coordinator.ask(
                Asked(id: 1, parent: first.process), Resources(memory: 1, cores: 0), waits: false)
        else { throw Missing() }
        _ = coordinator.end(other.process, .died(signal: 9))
        #expect(!coordinator.isOver)
        #expect(coordinator.exitCode == 137)
        _ = coordinator.end(first.process, .exited(3))
        #expect(coordinator.isOver)
        #expect(coordinator.exitCode == 3)
    }

    private struct Missing: Error {}

    @Test func lines_ofBytes_areLabelled() {
        let process = ProcessID(number: 1, rank: 0)
        let human = OutputFormat.human.lines(Array("a\nb\n".utf8), of: process, isError: false)
        #expect(String(decoding: human, as: UTF8.self) == "\(process): a\n\(process): b\n")
        let json = OutputFormat.json.lines(Array("a\"\\\u{1}ä\n".utf8), of: process, isError: true)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"process":"\#(process)","stream":"stderr","line":"a\"\\\u0001ä"}"# + "\n")
        let bytes = OutputFormat.json.lines([0xFF, 10], of: process, isError: false)
        #expect(
            String(decoding: bytes, as: UTF8.self) == #"{"process":"\#(process)","stream":"stdout","bytes":[255]}"#
                + "\n")
    }

    @Test func options_areTakenOutOfArguments() throws {
        var options = AgentOptions()
        let rest = try options.take(from: ["a", "--capacity", "file", "--json", "--", "--events"])
        #expect(rest == ["a", "--", "--events"])
        #expect(options.capacityFile == "file")
        #expect(options.format == .json && !options.tellsEvents)
        #expect(throws: (any Error).self) { try options.take(from: ["--capacity"]) }
    }

    @Test func resources_thatAreNone_haveNoParts() {
        #expect(Resources(memory: 1, cores: .nan).coreParts == nil)
        #expect(Resources(memory: -1, cores: 0).coreParts == nil)
        #expect(Resources(memory: 0, cores: -0.1).coreParts == nil)
        #expect(Resources(memory: 0, cores: 0.05).coreParts == 50_000)
    }
}

import Foundation
import Testing

@testable import Renoir

@Suite(.timeLimit(.minutes(10))) struct FailureReportTests {
    /// What a report takes at most; the suite's limit counts its wait for other tests, too.
    private static let longest = Duration.seconds(60)

    /// What a message goes to may be a pipe that doesn't wait, and be full for a moment.
    @Test func write_toAPipeThatIsFull_waitsForItsReader() throws {
        let pipe = Pipe()
        let file = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(file, F_SETFL, O_NONBLOCK) == 0)
        let text = String(repeating: "a line of a long message\n", count: 20_000)
        let start = ContinuousClock.now
        Thread {
            FailureReport.write(text, to: file)
            try? pipe.fileHandleForWriting.close()
        }.start()
        #expect(try pipe.fileHandleForReading.readToEnd() == Data(text.utf8))
        #expect(start.duration(to: .now) < Self.longest)
    }

    @Test func write_toAPipeThatNobodyReads_endsAllTheSame() throws {
        let pipe = Pipe()
        let file = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(file, F_SETFL, O_NONBLOCK) == 0)
        let start = ContinuousClock.now
        FailureReport.write(String(repeating: "x", count: 1 << 20), to: file)
        #expect(start.duration(to: .now) < Self.longest)
        try pipe.fileHandleForWriting.close()
        let arrived = try #require(try pipe.fileHandleForReading.readToEnd())
        #expect(arrived.count < 1 << 20)
    }
}

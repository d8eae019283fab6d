import Foundation
import Testing

@testable import Renoir

@Suite struct ProgramOutputTests {
    @Test(arguments: [(ENOSPC, "No space left on device"), (EBADF, "Bad file descriptor"), (EIO, "error")])
    func outputThatIsNotWritten_isAProblemWithItsReason(reason: Int32, text: String) throws {
        let problem = try #require(ProgramOutput.problem(hasFailed: true, reason: reason, isUnread: false))
        #expect(problem.code == .io)
        #expect(problem.message.contains("standard output") && problem.message.contains(text))
    }

    @Test
    func failureOfWhichOnlyTheMarkIsLeft_isAProblem() {
        #expect(ProgramOutput.problem(hasFailed: true, reason: 0, isUnread: false)?.code == .io)
    }

    @Test
    func whatIsWritten_orNobodyReads_isNoProblem() {
        #expect(ProgramOutput.problem(hasFailed: false, reason: 0, isUnread: false) == nil)
        #expect(ProgramOutput.problem(hasFailed: true, reason: EPIPE, isUnread: false) == nil)
        #expect(ProgramOutput.problem(hasFailed: true, reason: 0, isUnread: true) == nil)
    }

    @Test
    func pipe_isUnreadOnceItsReaderIsGone() throws {
        let pipe = Pipe()
        let file = pipe.fileHandleForWriting.fileDescriptor
        #expect(!ProgramOutput.isUnread(file))
        try pipe.fileHandleForReading.close()
        #expect(ProgramOutput.isUnread(file))
    }

    @Test
    func write_thatFails_tellsWhy() throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        #expect(FailureReport.write("text", to: full) == ENOSPC)
    }
}

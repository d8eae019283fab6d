import Testing

@testable import Cluster

@Suite struct HandshakeTests {
    private static func token(_ text: String = "0123456789abcdef") throws -> WorkerToken {
        try WorkerToken(text.utf8)
    }

    private static let nonces = (
        program: [UInt8](repeating: 1, count: Handshake.nonceBytes),
        worker: [UInt8](repeating: 2, count: Handshake.nonceBytes)
    )

    private func sides(
        program: String = "0123456789abcdef", worker: String = "0123456789abcdef"
    ) throws -> (program: ProgramHandshake, worker: WorkerHandshake) {
        (
            ProgramHandshake(token: try Self.token(program), nonce: Self.nonces.program),
            WorkerHandshake(token: try Self.token(worker), nonce: Self.nonces.worker)
        )
    }

    @Test func sidesWithOneToken_haveTheSameKeys_whicheverPiecesTheBytesComeIn() throws {
        for pieces in [1, 7, 1000] {
            var (program, worker) = try sides()
            var toWorker = program.greeting
            var toProgram: [UInt8] = []
            var keys: (program: Handshake.Keys?, worker: Handshake.Keys?)
            for _ in 0..<1000 where keys.program == nil {
                if !toWorker.isEmpty {
                    let step = worker.take(Array(toWorker.prefix(pieces)))
                    toWorker.removeFirst(min(pieces, toWorker.count))
                    #expect(step.problem == nil)
                    toProgram += step.reply
                    keys.worker = step.keys ?? keys.worker
                }
                guard !toProgram.isEmpty else { continue }
                let step = try program.take(Array(toProgram.prefix(pieces)))
                toProgram.removeFirst(min(pieces, toProgram.count))
                toWorker += step.reply
                keys.program = step.keys
                #expect(step.rest.isEmpty)
            }
            #expect(keys.program != nil)
            #expect(keys.program == keys.worker)
            #expect(keys.program?.ofProgram != keys.program?.ofWorker)
        }
    }

    @Test func programWithAnotherToken_isRefused_andHearsNothingOfTheWorkers() throws {
        var (program, worker) = try sides(program: "fedcba9876543210")
        let greeting = worker.take(program.greeting)
        let proof = try program.take(greeting.reply).reply
        let verdict = worker.take(proof)
        #expect((verdict.problem, verdict.keys) == (.wrongToken, nil))
        #expect(verdict.reply.allSatisfy { $0 == 0 })
        #expect(throws: Handshake.Problem.wrongToken) { try program.take(verdict.reply) }
    }

    @Test func workerThatDoesNotKnowTheToken_isNotBelieved() throws {
        var program = try sides().program
        _ = try program.take(Handshake.greeting(Self.nonces.worker))
        #expect(throws: Handshake.Problem.isNotGenuine) {
            try program.take([1] + [UInt8](repeating: 7, count: MessageCode.byteCount))
        }
    }

    /// What the program has proved is sent back to it as the worker's proof.
    @Test func proofOfTheOtherSide_isNone() throws {
        var program = try sides().program
        let proof = try program.take(Handshake.greeting(Self.nonces.worker)).reply
        #expect(throws: Handshake.Problem.isNotGenuine) { try program.take([1] + proof) }
    }

    /// A proof that somebody has heard is of no use on another connection.
    @Test func proofOfAnotherConnection_isRefused() throws {
        var (program, worker) = try sides()
        let proof = try program.take(worker.take(program.greeting).reply).reply
        var other = WorkerHandshake(token: try Self.token(), nonce: [UInt8](repeating: 3, count: Handshake.nonceBytes))
        _ = other.take(program.greeting)
        #expect(other.take(proof).problem == .wrongToken)
        #expect(worker.take(proof).problem == nil)
    }

    @Test func otherVersions_areToldToBothSides() throws {
        var greeting = Handshake.greeting(Self.nonces.worker)
        greeting[Handshake.mark.count + 1] += 1
        var (program, worker) = try sides()
        let other = Int(Handshake.version) + 1
        #expect(throws: Handshake.Problem.otherVersion(other)) { try program.take(greeting) }
        let step = worker.take(greeting)
        #expect(step.problem == .otherVersion(other))
        #expect(step.reply == Handshake.greeting(Self.nonces.worker))
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "x"])
    func whatSpeaksAnotherProtocol_isNoWorker(text: String) throws {
        var (program, worker) = try sides()
        #expect(throws: Handshake.Problem.isNoWorker) { try program.take(Array(text.utf8)) }
        let long = Array(text.utf8) + [UInt8](repeating: 0, count: Handshake.greetingBytes)
        let step = worker.take(long)
        #expect((step.problem, step.reply.isEmpty) == (.isNoWorker, true))
    }

    @Test func bytesBeforeTheirTurn_areRefused() throws {
        var (program, worker) = try sides()
        #expect(worker.take(program.greeting + [0]).problem == .isNoWorker)
        (program, worker) = try sides()
        let proof = try program.take(worker.take(program.greeting).reply).reply
        #expect(worker.take(proof + [0]).problem == .wrongToken)
    }
}

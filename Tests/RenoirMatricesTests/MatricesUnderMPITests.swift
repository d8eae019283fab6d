import Renoir
import RenoirMatrices
import Testing

/// Matrices on real ranks, when a launcher has started the tests; in one process otherwise.
@Suite(.serialized, .timeLimit(.minutes(5))) struct MatricesUnderMPITests {
    private let matrices: MatrixContext

    init() {
        var config = RuntimeConfig.fromArguments(["--threads", "2", "--quiet"]).config
        config.exitsOnFailure = false
        matrices = MatrixContext(config)
    }

    @Test func products_agreeWithPlainSwift() throws {
        let a = PlainMatrix<Double>(rows: 50, columns: 30) { Double(($0 * 7 + $1 * 3) % 11 - 5) }
        let b = PlainMatrix<Double>(rows: 30, columns: 20) { Double(($0 * 5 + $1 * 2) % 7 - 3) }
        let (x, y) = (try a.matrix(matrices, .rows), try b.matrix(matrices, .rows))
        #expect(try PlainMatrix(x.times(y)) == a.times(b))
        #expect(try PlainMatrix(x.transposed()) == a.transposed)
        #expect(try PlainMatrix(x.transposedTimes(x)) == a.transposed.times(a))
        #expect(try x.placed(.root).placed(.rows).local == x.local)
    }

    /// Streams and matrices take turns in one session.
    @Test func matrices_betweenStreams_useTheSameRanks() throws {
        for _ in 0..<3 {
            let context = StreamContext(matrices.config)
            let sum = context.parallelStream(0..<100).fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collectAll()
            try context.execute()
            #expect(sum.value == [4950])
            #expect(try matrices.sequence(from: 0.0, by: 1, count: 100).sum() == 4950)
        }
    }
}

import Renoir
import Testing

@Suite struct FoldTests {
    @Test(arguments: Shape.all)
    func fold_ofOneReplica_seesRecordsInOrder(shape: Shape) throws {
        let result = try shape.collect { $0.stream(of: 0..<10).fold("") { $0 += "\($1)" } }
        #expect(result == ["0123456789"])
    }

    @Test(arguments: Shape.all)
    func fold_ofAllWorkers_seesEachRecordOnce(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<20_000).fold(0) { $0 += $1 } }
        #expect(result == [199_990_000])
    }

    @Test(arguments: Shape.all)
    func foldLocalGlobal_combinesPartialResults(shape: Shape) throws {
        let result = try shape.collect {
            $0.parallelStream(0..<20_000).fold(0, local: { $0 += $1 }, global: { $0 += $1 })
        }
        #expect(result == [199_990_000])
    }

    @Test(arguments: Shape.all)
    func count_countsAll(shape: Shape) throws {
        #expect(try shape.collect { $0.parallelStream(0..<12_345).count() } == [12_345])
    }

    @Test(arguments: Shape.all)
    func foldAndCount_ofNothing_giveTheirInitialValue(shape: Shape) throws {
        #expect(try shape.collect { $0.parallelStream(0..<0).count() } == [0])
        #expect(try shape.collect { $0.stream(of: 0..<0).fold(7) { $0 += $1 } } == [7])
    }
}

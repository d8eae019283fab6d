import Dataflow
import Renoir
import Testing

/// A source that computes for long before it has a record is asked again at once: a sleep after each call would make minutes of it.
@Suite(.timeLimit(.minutes(1))) struct ComputingSourceTests {
    @Test func sourceThatComputes_isAskedAgainAtOnce() throws {
        let context = StreamContext(.local(1))
        let calls = 30_000
        let stream: DataStream<Int> = context.add(
            SplitSourceNode(
                name: "computing", balancing: .dynamic, extent: { SourceExtent(units: nil, identity: "") },
                splits: { 1 }, makeState: { _ in calls }, begin: { made, _ in made = 0 },
                emission: { cursor, output, made in
                    guard made.pointee < calls else {
                        cursor.isPending = false
                        return
                    }
                    made.pointee += 1
                    cursor.isPending = made.pointee < calls
                    if !cursor.isPending {
                        (output + cursor.produced).initialize(to: made.pointee)
                        cursor.produced += 1
                    }
                }, computes: true))
        let found = stream.collect()
        try context.execute()
        #expect(found.value == [calls])
    }
}

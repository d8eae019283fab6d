import Renoir
import Testing

@Suite struct ExplanationTests {
    private func context() -> StreamContext {
        let context = StreamContext(.local(2))
        context.stream(of: 0..<10).groupBy { $0 % 2 }.count().forEach { _ in }
        return context
    }

    @Test func text_namesBlocksOperatorsAndExchanges() {
        #expect(
            context().explain() == """
                block 0, one:
                  #0 stream(of:) : Int
                block 1, every worker:
                  #1 groupBy ← #0 : Int, exchanges Int@0
                  #2 count ← #1 : Keyed<Int, Int>
                  #3 forEach ← #2
                """)
    }

    @Test func mermaid_hasANodeForEachOperatorAndAnEdgeForEachInput() {
        let lines = context().explain(.mermaid).split(separator: "\n")
        #expect(lines.first == "flowchart TD")
        #expect(lines.contains("    n1[\"groupBy\"]"))
        #expect(lines.contains("  n0 ==>|\"Int\"| n1"))
        #expect(lines.contains("  n1 -->|\"Int\"| n2"))
        #expect(lines.contains("  n2 -->|\"Keyed&lt;Int, Int&gt;\"| n3"))
    }
}

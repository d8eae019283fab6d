import Testing

@testable import Cluster

@Suite struct TasksPerNodeTests {
    @Test(arguments: [
        ("1", [1]), ("2(x3),1", [2, 2, 2, 1]), ("4,3(x2)", [4, 3, 3]), ("0(x2),5", [0, 0, 5]), ("16(x1)", [16]),
    ])
    func list_wellFormed_givesTheCountOfEachNode(text: String, counts: [Int]) throws {
        let tasks = try #require(TasksPerNode(text))
        #expect(tasks.nodeCount == counts.count)
        #expect((0..<counts.count).map { tasks.count(onNode: $0) } == counts)
        #expect(tasks.count(onNode: counts.count) == nil)
        #expect(tasks.count(onNode: -1) == nil)
    }

    @Test(arguments: [
        "", ",", "1,", "x", "2(3)", "2(x)", "2(x3", "2x3", "(x3)", "-1", "2(x-1)", "2(x0)", "1 ,2", "2(x3)1",
        "99999999999999999999", "1(x16777216),1",
    ])
    func list_malformed_isRefused(text: String) {
        #expect(TasksPerNode(text) == nil)
    }

    @Test func list_ofManyNodes_isNotExpanded() throws {
        let tasks = try #require(TasksPerNode("128(x16000000),7"))
        #expect(tasks.count(onNode: 15_999_999) == 128)
        #expect(tasks.count(onNode: 16_000_000) == 7)
    }
}

import Testing

@testable import Cluster

@Suite struct KeyLinesTests {
    private static let text = #"""
        # a comment with "quotes
        top = """
        two \
        lines " with ""quotes"""
        'literal key' = '''
        a "
        '''
        "quoted A" = "x#y"  # comment

        [[host]]
        address = "a"
        ssh = { username = "u", key_file = 'k}' }
        [host.more]
        x.y.z = 1

        [[host]]
        ssh.ssh_port = 22
        list = [
          1, # one
          "]", [
            2 ] ]
        more = [ { a = 1 },
          { b = [ 1,
            2 ] } ]
        [job]
        time = 07:32:00
        "" = ""
        """#

    @Test(arguments: [
        ("top", 2), ("literal key", 5), ("quoted A", 8), ("host", 10), ("host/0", 10), ("host/0/address", 11),
        ("host/0/ssh", 12), ("host/0/ssh/username", 12), ("host/0/ssh/key_file", 12), ("host/0/more", 13),
        ("host/0/more/x/y/z", 14), ("host/1", 16), ("host/1/ssh", 17), ("host/1/ssh/ssh_port", 17),
        ("host/1/list", 18), ("host/1/list/0", 19), ("host/1/list/1", 20), ("host/1/list/2", 20),
        ("host/1/list/2/0", 21), ("host/1/more/0/a", 22), ("host/1/more/1", 23), ("host/1/more/1/b/1", 24),
        ("job", 25), ("job/time", 26), ("job/", 27), ("job/none", 25), ("host/1/none/deeper", 16),
    ])
    func key_isFoundOnItsLine(path: String, line: Int) throws {
        let lines = try KeyLines(Array(Self.text.utf8))
        let steps = path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            Int(part).map { KeyLines.Step.index($0) } ?? .key(String(part))
        }
        #expect(lines.line(of: steps) == line)
    }

    @Test func lines_withCarriageReturns_areCountedAlike() throws {
        let lines = try KeyLines(Array(Self.text.replacing("\n", with: "\r\n").utf8))
        #expect(lines.line(of: [.key("job"), .key("time")]) == 26)
    }

    @Test func key_beforeAnything_hasNoLine() throws {
        #expect(try KeyLines(Array(Self.text.utf8)).line(of: [.key("none")]) == nil)
    }

    @Test(arguments: [
        ("a", 1, 2), ("a =", 1, 4), ("a = \"", 1, 6), ("[a", 1, 3), ("[[a]", 1, 5), ("\na = [1", 2, 7),
        ("a = { b = 1", 1, 12),
        ("a = 1\nb = 1 = 3", 2, 7), ("a b = 1", 1, 3), ("\n\n]", 3, 1), ("\r", 1, 1), ("[[[a]]]", 1, 3),
        ("x.y. = 1", 1, 6),
        ("= 1", 1, 1), ("a = 1979-05-27 1", 1, 16), ("\"\"\"a\"\"\" = 1", 1, 1),
    ])
    func text_thatIsNoTOML_isRefusedWhereItBegins(text: String, line: Int, column: Int) {
        let error = #expect(throws: ConfigurationError.self) { try KeyLines(Array(text.utf8)) }
        #expect(error?.description == "line \(line): this is no TOML from column \(column) on")
    }
}

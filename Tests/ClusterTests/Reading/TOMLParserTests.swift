import Testing

@testable import Cluster

/// What TOML 1.0.0 says of each kind of value, table and key, and where each stands.
@Suite struct TOMLParserTests {
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

    private static let lines = [
        ("top", 2), ("literal key", 5), ("quoted A", 8), ("host", 10), ("host/0", 10), ("host/0/address", 11),
        ("host/0/ssh", 12), ("host/0/ssh/username", 12), ("host/0/ssh/key_file", 12), ("host/0/more", 13),
        ("host/0/more/x/y/z", 14), ("host/1", 16), ("host/1/ssh", 17), ("host/1/ssh/ssh_port", 17),
        ("host/1/list", 18), ("host/1/list/0", 19), ("host/1/list/1", 20), ("host/1/list/2", 20),
        ("host/1/list/2/0", 21), ("host/1/more/0/a", 22), ("host/1/more/1", 23), ("host/1/more/1/b/1", 24),
        ("job", 25), ("job/time", 26), ("job/", 27),
    ]

    @Test(arguments: lines)
    func value_knowsTheLineOnWhichItIsNamed(path: String, line: Int) throws {
        #expect(try item(path, in: Self.text)?.line == line)
        #expect(try item(path, in: Self.text.replacing("\n", with: "\r\n"))?.line == line)
    }

    @Test(arguments: [
        ("1", "1"), ("+1_000", "1000"), ("-0", "0"), ("0xDead_BEEF", "3735928559"), ("0o17", "15"), ("0b101", "5"),
        ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
        ("1.5", "1.5"), ("-1_0.2_5e+0_2", "-1025.0"), ("6e3", "6000.0"), ("+inf", "inf"), ("-inf", "-inf"),
        ("nan", "nan"),
        ("true", "true"), ("false", "false"),
        ("1979-05-27", "1979-05-27"), ("1979-05-27 07:32:00.5Z", "1979-05-27 07:32:00.5Z"),
        ("2000-02-29T23:59:60-08:00", "2000-02-29T23:59:60-08:00"), ("07:32:00.25", "07:32:00.25"),
        (#""a\tb\"\u00E9\U0001F600""#, "a\tb\"é😀"), (#"'a\tb'"#, #"a\tb"#), ("\"\"\"\na\\\n  \n  b\n\"\"\"", "ab\n"),
        ("'''\n''a'''''", "''a''"), ("\"\"", ""), ("[1, [2], 'x',]", "[1, [2], x]"),
        ("{ a = 1, b.c = 2 }", "{a: 1, b: {c: 2}}"),
        ("[]", "[]"), ("{}", "{}"),
    ])
    func value_isReadAsTOMLHasIt(text: String, value: String) throws {
        #expect(try describe(item("a", in: "a = \(text)")?.value) == value)
    }

    @Test(arguments: [
        ("[a.b]\nx = 1\n[a]\ny = 2", "{a: {b: {x: 1}, y: 2}}"), ("a.b = 1\na.c = 2", "{a: {b: 1, c: 2}}"),
        ("[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\n[[a.c]]\nz = 3", "{a: [{x: 1, b: {y: 2}}, {c: [{z: 3}]}]}"),
        ("[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a: {b: {c: 1, d: {e: 2}}}}"),
        ("3.14 = 1\n-_ = 2\n\"\" = 3", "{3: {14: 1}, -_: 2, : 3}"), ("[ a . 'b c' ]", "{a: {b c: {}}}"),
        ("\u{FEFF}a = 1", "{a: 1}"),
    ])
    func tables_areMadeOfHeadersAndDots(text: String, tables: String) throws {
        #expect(try describe(.table(TOMLParser.parse(Array(text.utf8)))) == tables)
    }

    @Test(arguments: [
        // Numbers, truths and times.
        "01", "1__0", "_1", "1_", "+0x1", "0x", "0xg", "1.", ".5", "1e", "1.e5", "--1", "True", "infinity",
        "9223372036854775808", "1979-13-01", "1900-02-29", "1979-05-27T", "24:00:00", "07:32",
        "1979-05-27T07:32:00+24:00",
        // Strings.
        "\"a", "'a", "\"\\x\"", "\"\\uD800\"", "\"\\u00\"", "\"a\u{7}\"", "\"\"\"a\"\"", "'''a''", "\"a\nb\"", "a",
        // Arrays and tables.
        "[1", "[1 2]", "[,]", "{ b = 1", "{ b = 1, }", "{ b = 1\n}", "{ b = 1, b = 2 }", "{ b = { c = 1 }, b.d = 2 }",
    ])
    func value_thatIsNone_isRefused(text: String) {
        #expect(throws: ConfigurationError.self) { try TOMLParser.parse(Array("a = \(text)\n".utf8)) }
    }

    @Test(arguments: [
        "a = 1\na = 2", "[a]\n[a]", "[a.b]\n[a]\n[a]", "a = 1\n[a]", "a = 1\n[a.b]", "a = 1\na.b = 2", "a.b = 1\n[a]",
        "[a]\n[[a]]", "[[a]]\n[a]", "a = [{}]\n[[a]]", "a = []\n[a.b]", "a = {}\n[a.b]", "a = {}\na.b = 1",
        "[a.b]\n[a]\nb.c = 1", "[[a.b]]\n[a]\nb.c = 1", "[a]\nb.c = 1\n[a.b]",
    ])
    func key_thatIsThereAlready_isRefused(text: String) {
        #expect(throws: ConfigurationError.self) { try TOMLParser.parse(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("a", 1, 2), ("a =", 1, 4), ("[a", 1, 3), ("[[a]", 1, 4), ("\na = [1", 2, 7), ("a = { b = 1", 1, 12),
        ("a = 1\nb = 1 = 3", 2, 7), ("a b = 1", 1, 3), ("\n\n]", 3, 1), ("\r", 1, 1), ("[[[a]]]", 1, 3),
        ("x.y. = 1", 1, 6),
        ("= 1", 1, 1), ("a = 1979-05-27 1", 1, 5), ("\"\"\"a\"\"\" = 1", 1, 1), ("a = 1 # \u{1}", 1, 9),
    ])
    func text_thatIsNoTOML_isRefusedWhereItBegins(text: String, line: Int, column: Int) {
        let error = #expect(throws: ConfigurationError.self) { try TOMLParser.parse(Array(text.utf8)) }
        let message = error?.description ?? ""
        #expect(
            message.hasPrefix("line \(line): this is no TOML: ") && message.hasSuffix(", at column \(column)"),
            "\(message)")
    }

    /// What stands at a path of names and numbers of elements.
    private func item(_ path: String, in text: String) throws -> TOMLItem? {
        var item = TOMLItem(value: .table(try TOMLParser.parse(Array(text.utf8))), line: 1)
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            if let elements = item.value.elements, let index = Int(part) {
                item = elements[index]
            } else if case .table(let table) = item.value, let next = table[String(part)] {
                item = next
            } else {
                return nil
            }
        }
        return item
    }

    private func describe(_ value: TOMLValue?) -> String {
        switch value {
        case .string(let text), .time(let text): text
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .boolean(let truth): "\(truth)"
        case .table(let table):
            "{" + table.keys.map { "\($0): \(describe(table[$0]?.value))" }.joined(separator: ", ") + "}"
        case .array, .tables: "[" + (value?.elements ?? []).map { describe($0.value) }.joined(separator: ", ") + "]"
        case nil: "none"
        }
    }
}

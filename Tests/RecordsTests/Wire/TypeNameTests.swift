import Testing

@testable import Records

private enum Hidden: String, Codable { case even, odd }
private struct Wrapper<Value> { fileprivate struct Part: Codable { var text: String } }

struct TypeNameTests {
    private struct Nested: Codable {
        fileprivate enum Kind: String, Codable { case one, two, three }
        var kind: Kind
        var text: String
    }

    private struct Written: WireCodable {
        var hidden: Hidden
        func encode(into writer: inout WireWriter) { writer.encode(hidden.rawValue) }
        init(from reader: inout WireReader) throws(WireError) {
            _ = try reader.decode(String.self)
            hidden = .even
        }
    }

    private enum WithPayload: Codable { case text(String), none }

    private static func local(_ second: Bool) -> Any.Type {
        if second {
            struct Local: Codable { var text: String, number: Int }
            return Local.self
        }
        struct Local: Codable { var text: String }
        return Local.self
    }

    private static func layout(_ type: Any.Type) -> String? {
        func layout<Value>(_ type: Value.Type) -> String? { WireFormat<Value>.resolve()?.layout }
        return _openExistential(type, do: layout)
    }

    static let types: [Any.Type] = [
        Hidden.self, Hidden?.self, [Hidden].self, Nested.self, [Nested?].self, Nested.Kind.self,
        (Hidden, a: Nested).self, Wrapper<Hidden>.Part.self, Wrapper<Nested>.Part?.self, Written.self, WithPayload.self,
        [Hidden: Nested].self,
        Set<Hidden>.self, local(false), local(true),
    ]

    @Test(arguments: types.indices) func layout_ofPrivateAndLocalTypes_holdsNoAddress(index: Int) throws {
        let text = try #require(Self.layout(Self.types[index]))
        #expect(!text.contains("$") && !text.contains("unknown"), "\(text)")
    }

    @Test func layouts_ofLocalTypesOfOneName_tellTheirFields() throws {
        let first = try #require(Self.layout(Self.local(false)))
        let second = try #require(Self.layout(Self.local(true)))
        #expect(first.contains("RecordsTests.TypeNameTests.Local{text@0: "), "\(first)")
        #expect(first != second)
    }

    private struct Holder<Value: Codable>: Codable {
        var text: String
        var values: [String: [Value?]]
    }
    private enum Carrier<Value: Codable>: Codable { case none, values([Value]) }
    private final class Object<Value: Codable>: Codable { var value: Value? }
    private struct Tree: Codable { var text: String, children: [Tree], others: Carrier<Tree> }

    @Test func layouts_ofTypesAroundLocalTypesOfOneName_tellTheirFields() throws {
        func around<Value>(_ type: Value.Type) -> [Any.Type] {
            guard let type = type as? any Codable.Type else { return [] }
            func around<Part: Codable>(_ type: Part.Type) -> [Any.Type] {
                [Holder<Part>.self, Carrier<Part>.self, Object<Part>.self, Holder<Carrier<Object<Part>>>.self]
            }
            return around(type)
        }
        let (first, second) = (
            _openExistential(Self.local(false), do: around), _openExistential(Self.local(true), do: around)
        )
        #expect(first.count == 4)
        for (one, other) in zip(first, second) {
            let layout = try #require(Self.layout(one))
            #expect(layout.contains("TypeNameTests.Local{text@0: "), "\(layout)")
            #expect(layout != Self.layout(other))
        }
    }

    @Test func layout_ofATypeOfItself_ends() throws {
        let layout = try #require(Self.layout(Tree.self))
        #expect(layout.count < 1000, "\(layout)")
    }

    @Test func of_publicType_isItsQualifiedName() {
        #expect(TypeName.of([Int?].self) == "Swift.Array<Swift.Optional<Swift.Int>>")
        #expect(TypeName.of(Person.self) == "RecordsTests.Person")
    }

    @Test(arguments: [
        ("", ""), ("app.Kind", "app.Kind"), ("app.(unknown context at $1f).Kind", "app.Kind"),
        ("app.(unknown context at $1f).(unknown context at $A0).G<app.(unknown context at $2).K>.E", "app.G<app.K>.E"),
        ("(unknown context at $)", "(unknown context at $)"), ("(unknown context at $1", "(unknown context at $1"),
        ("(unknown context at $12).", ""), ("f(unknown context at $12)", "f"), ("costs $1.50", "costs $1.50"),
    ])
    func withoutAddresses_texts_loseOnlyThose(text: String, expected: String) {
        #expect(TypeName.withoutAddresses(text) == expected)
    }
}

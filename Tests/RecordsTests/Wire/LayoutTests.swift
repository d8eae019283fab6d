import Testing

@testable import Records

struct LayoutTests {
    private func layout<Value>(_ type: Value.Type) throws -> String { try #require(WireFormat<Value>.resolve()).layout }

    @Test func layouts_ofDifferentTypes_differ() throws {
        let layouts = [
            try layout(Int.self), try layout(UInt.self), try layout(Int32.self), try layout(Double.self),
            try layout(Bool.self), try layout(String.self), try layout(ByteString.self), try layout(Int?.self),
            try layout(String?.self), try layout([Int].self), try layout([String].self), try layout(Set<Int>.self),
            try layout([Int: String].self), try layout([String: Int].self), try layout((Int, String).self),
            try layout((String, Int).self), try layout(Person.self), try layout(Visit.self), try layout(Reading.self),
            try layout(Range<Int>.self), try layout(ClosedRange<Int>.self), try layout(Direction.self),
            try layout([[Int]].self), try layout(Int??.self),
        ]
        #expect(Set(layouts).count == layouts.count, "\(layouts)")
    }

    @Test func layout_ofCodable_namesItsFields() throws {
        let text = try layout(Person.self)
        #expect(text.contains("name@0") && text.contains("scores@"))
    }

    private struct Plain { var text: String; var number: Int }

    @Test func resolve_structWithText_isNil() { #expect(WireFormat<Plain>.resolve() == nil) }

    @Test func obstacle_structWithText_namesTheField() {
        let text = WireObstacle.describe(Plain.self)
        #expect(text.contains("its field text is a String"), "\(text)")
    }

    @Test func obstacle_deepInContainers_namesThePath() {
        let text = WireObstacle.describe([String: [(Int, Plain)]].self)
        #expect(text.contains("value.element..1 is a Plain"), "\(text)")
    }

    @Test func resolve_closure_isNil() { #expect(WireFormat<() -> Void>.resolve() == nil) }
}

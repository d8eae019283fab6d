import Testing

@testable import Records

struct PlainLayoutTests {
    private struct Pointers { var number: Int; var pointer: UnsafeRawPointer }
    private struct Closure { var call: @Sendable () -> Void }
    private final class Object {}
    private struct Holder { var object: Object }
    private struct Marker {}

    static let refused: [Any.Type] = [
        UnsafeRawPointer.self, UnsafeMutablePointer<Int>.self, Pointers.self, OpaquePointer.self, StaticString.self,
        ObjectIdentifier.self, Int.Type.self, Any.Type.self, ContinuousClock.Instant.self, SuspendingClock.Instant.self,
        (() -> Void).self, Closure.self, Object.self, Holder.self, String.self, [Int].self, Any.self, Never.self,
        Range<Int>.self, Visit.self, (Int, UnsafeRawPointer).self, Optional<UnsafeRawPointer>.self, Shape.self,
        AnyHashable.self, Unmanaged<Object>.self,
    ]

    @Test(arguments: refused.indices) func of_typeBoundToItsProcess_isNil(index: Int) {
        #expect(PlainLayout.of(Self.refused[index]) == nil, "\(Self.refused[index])")
    }

    @Test func of_mixedStruct_namesEachField() throws {
        let layout = try #require(PlainLayout.of(Reading.self))
        #expect(
            layout.description == "Int32@0 Bool<2@4 \(_typeName(Direction.self))<4@5 optional(Double@8)".replacingBool)
    }

    @Test func of_tuplesInOtherOrder_differ() throws {
        let (left, right) = (PlainLayout.of((Int32, Float).self), PlainLayout.of((Float, Int32).self))
        #expect(left?.description != right?.description)
    }

    @Test func casesWithoutPayload_enums_countsThem() {
        #expect(TypeMetadata.casesWithoutPayload(Direction.self) == 4)
        #expect(TypeMetadata.casesWithoutPayload(Lone.self) == 1)
        #expect(TypeMetadata.casesWithoutPayload(Never.self) == 0)
        #expect(TypeMetadata.casesWithoutPayload(Shape.self) == nil)
        #expect(TypeMetadata.casesWithoutPayload(Int.self) == nil)
        #expect(TypeMetadata.casesWithoutPayload(Bool?.self) == nil)
    }

    @Test func fields_ofATuple_haveNamesAndOffsets() throws {
        let fields = try #require(TypeMetadata.fields(of: (name: String, Int8, flag: Bool).self))
        #expect(fields.map(\.name) == ["name", ".1", "flag"])
        #expect(fields.map(\.offset) == [0, 16, 17])
    }
}

extension String {
    fileprivate var replacingBool: String { replacing("Bool<2", with: "Swift.Bool<2") }
}

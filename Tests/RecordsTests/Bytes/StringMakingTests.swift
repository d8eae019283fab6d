import TestSupport
import Testing

@testable import Records

/// Strings made of bytes by the engine, against those of the standard library.
struct StringMakingTests {
    @Test func smallText_ofThisLibrary_isKnown() {
        #expect(SmallText.isKnown)
    }

    @Test func smallText_everyByteAndCount_equalsTheLibrarys() {
        for byte in UInt8(0)...255 {
            for count in 0...17 {
                for place in 0..<max(1, count) {
                    var bytes = [UInt8](repeating: 120, count: count)
                    if count > 0 { bytes[place] = byte }
                    let made = bytes.withUnsafeBytes { String(validatingUTF8: $0) }
                    #expect(made == String(validating: bytes, as: UTF8.self))
                    #expect(String(validating: ByteString(bytes)) == made)
                    #expect(String(ByteString(bytes)) == String(decoding: bytes, as: UTF8.self))
                }
            }
        }
    }

    @Test(arguments: 1...4)
    func string_randomBytes_isMadeExactlyWhenTheyAreUTF8(seed: UInt64) {
        var dice = TextDice(seed: seed)
        let alphabet: [UInt8] = [
            0, 9, 65, 122, 0x7f, 0x80, 0xbf, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0xff,
        ]
        for length in 0...20 {
            for _ in 0..<200 {
                let bytes = dice.bytes(count: length, of: length % 2 == 0 ? alphabet : Array(alphabet[..<8]))
                let made = bytes.withUnsafeBytes { String(validatingUTF8: $0) }
                #expect(made == String(validating: bytes, as: UTF8.self))
                #expect(made == nil || Array(made!.utf8) == bytes)
            }
        }
    }

    @Test func smallText_changedAndHashed_behavesAsAnyString() {
        let bytes = Array("fourteen bytes".utf8)
        var made = bytes.withUnsafeBytes { String(validatingUTF8: $0) }!
        #expect(Set([made, "fourteen bytes"]).count == 1)
        #expect(KeyHash.hash(text: made) == KeyHash.hash(text: "fourteen bytes"))
        #expect(made.utf8.count == 14 && made.count == 14 && made < "fourteen bytez")
        made += " and more"
        #expect(made == "fourteen bytes and more")
    }
}

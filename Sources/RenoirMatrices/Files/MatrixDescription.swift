internal import Foundation
internal import Renoir

/// What the file beside a matrix's says of it: `{"numRows": 10, "numCols": 3, "valueType": "f64"}`.
struct MatrixDescription: Codable, Equatable {
    var numRows: Int
    var numCols: Int
    var valueType: String

    static func file(of path: String) -> String { path + ".meta" }

    /// The description of a matrix's file; nil if there is none.
    static func read(beside path: String) throws(JobError) -> MatrixDescription? {
        let file = file(of: path)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw JobError(.io, "\(file) can't be read")
        }
        do {
            return try JSONDecoder().decode(MatrixDescription.self, from: data)
        } catch {
            throw JobError(.data, "\(file) doesn't say numRows, numCols and valueType in JSON")
        }
    }

    var json: String { "{\"numRows\": \(numRows), \"numCols\": \(numCols), \"valueType\": \"\(valueType)\"}\n" }
}

internal import Cluster
do { print(try ClusterDescription(contentsOf: CommandLine.arguments[1])) } catch { print(error) }

//go:build deps

package generator

import (
	_ "github.com/apache/arrow-go/v18/arrow"
	_ "github.com/apache/arrow-go/v18/parquet/pqarrow"
	_ "github.com/boombuler/barcode/qr"
	_ "github.com/duckdb/duckdb-go/v2"
	_ "github.com/go-echarts/go-echarts/v2/charts"
	_ "github.com/go-echarts/go-echarts/v2/opts"
	_ "github.com/go-text/typesetting/bidi"
	_ "github.com/go-text/typesetting/shaping"
	_ "github.com/johnfercher/go-tree/node"
	_ "github.com/johnfercher/maroto/v2"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/xuri/excelize/v2"
	_ "github.com/yuin/goldmark"
	_ "golang.org/x/image/math/fixed"
	_ "golang.org/x/net/html"
	_ "golang.org/x/text/collate"
	_ "golang.org/x/text/feature/plural"
	_ "golang.org/x/text/encoding/charmap"
	_ "golang.org/x/text/unicode/norm"
	_ "gonum.org/v1/gonum/mathext"
	_ "gonum.org/v1/gonum/stat/distuv"
	_ "gonum.org/v1/gonum/graph/network"
	_ "gonum.org/v1/gonum/optimize/convex/lp"
	_ "gopkg.in/yaml.v3"
	_ "modernc.org/quickjs"
	_ "pgregory.net/rapid"
)

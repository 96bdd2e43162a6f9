package stats_test

import (
	"strings"
	"testing"

	"htsm/generator/table"
)

// Five prices of 100 to 500 euros and one in dollars, two persons each: twelve
// persons times 200, 300 and 400.
func TestTurnoverIsUnitsTimesPrices(t *testing.T) {
	contract := `contract: x
title: {en: X}
source: {path: x.csv}
unit: persons
measure: persons
date: day
columns:
  day: {type: date}
  way: {type: path, list: countries, separator: ">"}
  prices: {type: amounts, along: way, separator: ";", scale: 2}
  money: {type: code, list: currencies}
  persons: {type: integer}
`
	rows := []string{
		"day,way,prices,money,persons", "2026-10-01,SYR>TUR,100.00,EUR,2", "2026-10-01,SYR>TUR,200.00,EUR,2", "2026-10-01,SYR>TUR,300.00,EUR,2",
		"2026-10-01,SYR>TUR,400.00,EUR,2", "2026-10-01,SYR>TUR>GRC,500.00;,EUR,2", "2026-10-01,SYR>TUR,9000.00,USD,2", "2026-10-01,TUR>GRC,70.00,EUR,3",
	}
	k := openWorld(t, "x", contract, []byte(strings.Join(rows, "\n")+"\n")).
		ask(t, "{is: turnover, of: prices, across: money, currency: EUR}", "2026-10")
	for col, want := range map[string]float64{"count": 12, "n": 5, "low": 2400, "estimate": 3600, "high": 4800} {
		near(t, col, cellAt(t, k, "SYR>TUR", col).Value.Float64(), want)
	}
	if c := cellAt(t, k, "TUR>GRC", "estimate"); c.State != table.Undefined || c.X != 5 {
		t.Errorf("the turnover of one price: %+v", c)
	}
	if k.Caveats[0].Word != "caveat.turnover" {
		t.Errorf("caveats: %v", k.Caveats)
	}
}

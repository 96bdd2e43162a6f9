package recipient_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"htsm/generator/diag"
	"htsm/generator/recipient"
)

const file = "data/recipients.yaml"

func load(text string) ([]recipient.Recipient, []string) {
	var diags diag.List
	list, _ := recipient.Load(fstest.MapFS{file: {Data: []byte(text)}}, file, &diags)
	var said []string
	for _, d := range diags.All() {
		said = append(said, strings.TrimPrefix(d.Pos.String(), file)+" "+string(d.Code))
	}
	return list, said
}

func TestAListIsReadInItsOrder(t *testing.T) {
	got, said := load("recipients:\n  - {id: uco, name: Guardia Civil – UCO, audience: partners, languages: [es, en], encrypt: true}\n  - id: oclcti\n    name: OCLTI\n    audience: partners\n    languages: fr\n")
	want := []recipient.Recipient{
		{ID: "uco", Name: "Guardia Civil – UCO", Audience: "partners", Languages: []string{"es", "en"}, Encrypt: true},
		{ID: "oclcti", Name: "OCLTI", Audience: "partners", Languages: []string{"fr"}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(recipient.Recipient{}, "Pos")); diff != "" || len(said) > 0 {
		t.Errorf("said %v (-want +got):\n%s", said, diff)
	}
}

func TestFaultsOfAListHaveTheirPlaces(t *testing.T) {
	one := func(fields string) string { return "recipients:\n  - {" + fields + "}\n" }
	var many strings.Builder
	many.WriteString("recipients:\n")
	for i := range recipient.Most + 1 {
		fmt.Fprintf(&many, "  - {id: r%d, name: R, audience: a}\n", i)
	}
	for name, c := range map[string]struct{ text, want string }{
		"twice the same":            {one("id: a, name: A, audience: p") + "  - {id: a, name: B, audience: p}\n", ":3:10 R001"},
		"too many":                  {many.String(), fmt.Sprintf(":%d:10 R002", recipient.Most+2)},
		"an identifier with a path": {one("id: ../a, name: A, audience: p"), ":2:10 Y016"},
		"a name that is too long":   {one("id: a, name: " + strings.Repeat("n", 81) + ", audience: p"), ":2:19 Y016"},
		"a name that turns text":    {one("id: a, name: \"A\u202eB\", audience: p"), ":2:21 Y004"},
		"no audience":               {one("id: a, name: A"), ":2:5 Y012"},
		"a password":                {one("id: a, name: A, audience: p, password: x"), ":2:35 Y011"},
		"nobody":                    {"recipients: []\n", ":1:13 Y014"},
	} {
		if _, said := load(c.text); len(said) != 1 || said[0] != c.want {
			t.Errorf("%s: got %v, want %s", name, said, c.want)
		}
	}
}

func TestRecipientsAreFoundByTheirIdentifiers(t *testing.T) {
	list := []recipient.Recipient{{ID: "a"}, {ID: "b"}, {ID: "c"}}
	var diags diag.List
	got, ok := recipient.Find(list, []string{"c", "a"}, file, &diags)
	if !ok || len(got) != 2 || got[0].ID != "a" || got[1].ID != "c" {
		t.Errorf("got %v, %v", got, ok)
	}
	if got, ok = recipient.Find(list, nil, file, &diags); !ok || len(got) != 3 {
		t.Errorf("without identifiers: got %v, %v", got, ok)
	}
	if _, ok = recipient.Find(list, []string{"d"}, file, &diags); ok || len(diags.All()) != 1 || diags.All()[0].Code != "R003" {
		t.Errorf("an unknown one: %v, %v", ok, diags.All())
	}
}

func TestARecipientGetsTheirAudienceInTheirLanguages(t *testing.T) {
	all, some := recipient.Recipient{Audience: "p"}, recipient.Recipient{Audience: "p", Languages: []string{"fr"}}
	for _, c := range []struct {
		r                  recipient.Recipient
		audience, language string
		want               bool
	}{{all, "p", "ar", true}, {all, "q", "ar", false}, {some, "p", "fr", true}, {some, "p", "ar", false}, {some, "q", "fr", false}} {
		if got := c.r.Gets(c.audience, c.language); got != c.want {
			t.Errorf("%+v gets %s in %s: %v", c.r, c.audience, c.language, got)
		}
	}
}

func TestASerialNamesOneFileForOneRecipient(t *testing.T) {
	// Computed by hand from the first 60 bits of the checksum.
	if got := recipient.Serial("00", "uco"); got != "S22N-JDEJ-SSRP" {
		t.Errorf("the serial is %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-f0-9]{1,8}`)
		a, b := [2]string{text.Draw(t, "file"), text.Draw(t, "id")}, [2]string{text.Draw(t, "other file"), text.Draw(t, "other id")}
		if x, y := recipient.Serial(a[0], a[1]), recipient.Serial(b[0], b[1]); (x == y) != (a == b) || !matches(x) {
			t.Fatalf("%v and %v have the serials %s and %s", a, b, x, y)
		}
	})
}

// matches reports whether a serial has its form.
func matches(s string) bool {
	if len(s) != 14 || s[4] != '-' || s[9] != '-' {
		return false
	}
	return strings.Trim(s, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == ""
}

package object

import (
	"bytes"
	"compress/zlib"
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// steady is a source of random bytes that always gives the same.
func steady(seed byte) io.Reader {
	return io.LimitReader(&counter{next: seed}, 1<<16)
}

type counter struct{ next byte }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = c.next
		c.next += 37
	}
	return len(p), nil
}

const password = "correct horse battery"

// locked writes an encrypted file with one page and the text "secret" in a
// stream and in a string.
func locked(t *testing.T, random io.Reader) []byte {
	t.Helper()
	var w Writer
	if err := w.Encrypt(password, random); err != nil {
		t.Fatal(err)
	}
	pages := w.Alloc()
	content := w.AddStream("", []byte("% secret\n0 0 m"))
	page := w.Add("<< /Type /Page /Parent %s /MediaBox [0 0 100 100] /Contents %s >>", pages, content)
	w.Set(pages, "<< /Type /Pages /Count 1 /Kids [%s] >>", page)
	root := w.Add("<< /Type /Catalog /Pages %s >>", pages)
	return w.Bytes(root, w.Add("<< /Title (secret) >>"))
}

// open reads the streams of an encrypted file as the standard says, from the
// password alone.
func open(t *testing.T, data []byte, password string) (streams []string, ok bool) {
	t.Helper()
	entry := func(name string) []byte {
		found := regexp.MustCompile(`/` + name + ` <([0-9A-F]+)>`).FindSubmatch(data)
		if found == nil {
			t.Fatalf("the file has no entry %s", name)
		}
		raw, err := hex.DecodeString(string(found[1]))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	u, ue := entry("U"), entry("UE")
	if !bytes.Equal(hash([]byte(password), u[32:40], nil), u[:32]) {
		return nil, false
	}
	middle, err := aes.NewCipher(hash([]byte(password), u[40:48], nil))
	if err != nil {
		t.Fatal(err)
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(middle, make([]byte, 16)).CryptBlocks(key, ue)
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	rights := entry("Perms")
	block.Decrypt(rights, rights)
	if want := "\xd4\xfb\xff\xff\xff\xff\xff\xffTadb"; string(rights[:12]) != want {
		t.Errorf("the permissions are %q, want %q", rights[:12], want)
	}
	parts := regexp.MustCompile(`(?s)<< ([^\n]*) /Length \d+ >>\nstream\n(.*?)\nendstream`).FindAllSubmatch(data, -1)
	for _, p := range parts {
		if bytes.Contains(p[1], []byte("/XRef")) {
			continue
		}
		plain := make([]byte, len(p[2])-16)
		cipher.NewCBCDecrypter(block, p[2][:16]).CryptBlocks(plain, p[2][16:])
		plain = plain[:len(plain)-int(plain[len(plain)-1])]
		inflated, err := zlib.NewReader(bytes.NewReader(plain))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(inflated)
		if err != nil {
			t.Fatal(err)
		}
		streams = append(streams, string(text))
	}
	return streams, true
}

func TestAnEncryptedFileOpensWithItsPasswordAlone(t *testing.T) {
	data := locked(t, steady(1))
	streams, ok := open(t, data, password)
	if all := strings.Join(streams, "\n"); !ok || !strings.Contains(all, "% secret") || !strings.Contains(all, "/Title (secret)") {
		t.Errorf("opened %v, the streams are %q", ok, streams)
	}
	if _, ok := open(t, data, password+"!"); ok {
		t.Error("another password opens the file")
	}
	if bytes.Contains(data, []byte("secret")) {
		t.Error("a string stands in the file as it is")
	}
}

func TestOtherReadersOpenAnEncryptedFile(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatal("qpdf is not installed")
		}
		t.Skip("qpdf is not installed")
	}
	file := filepath.Join(t.TempDir(), "t.pdf")
	if err := os.WriteFile(file, locked(t, steady(1)), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(qpdf, "--check", "--password="+password, file).CombinedOutput()
	for _, want := range []string{"R = 6", "User password = " + password, "extract for accessibility: allowed", "modify annotations: not allowed", "AESv3"} {
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("qpdf does not say %q (%v):\n%s", want, err, out)
		}
	}
	for _, wrong := range []string{"", "correct horse batterz"} {
		if out, err := exec.Command(qpdf, "--check", "--password="+wrong, file).CombinedOutput(); err == nil {
			t.Errorf("qpdf opens the file with the password %q:\n%s", wrong, out)
		}
	}
}

func TestKeysFollowTheSourceOfRandomBytes(t *testing.T) {
	if !bytes.Equal(locked(t, steady(1)), locked(t, steady(1))) {
		t.Error("the same random bytes give different files")
	}
	if bytes.Equal(locked(t, steady(1)), locked(t, steady(2))) {
		t.Error("other random bytes give the same file")
	}
}

func TestWhatCannotLockAFileIsAnError(t *testing.T) {
	for name, c := range map[string]struct {
		password string
		random   io.Reader
		want     error
	}{
		"a short password":         {"12345678901", steady(1), ErrPassword},
		"a long password":          {strings.Repeat("x", 128), steady(1), ErrPassword},
		"letters outside of ASCII": {"mot de passe très long", steady(1), ErrPassword},
		"a line feed":              {"correct horse\nbattery", steady(1), ErrPassword},
		"too few random bytes":     {password, strings.NewReader("few"), io.ErrUnexpectedEOF},
	} {
		var w Writer
		if err := w.Encrypt(c.password, c.random); !errors.Is(err, c.want) {
			t.Errorf("%s: got the error %v, want %v", name, err, c.want)
		}
	}
	var w Writer
	if err := w.Encrypt(password, nil); err == nil {
		t.Error("a file is locked without random bytes")
	}
}

func ExampleWriter_Encrypt() {
	var w Writer
	fmt.Println(w.Encrypt("short", nil))
	// Output: a password has 12 to 127 printable characters of ASCII
}

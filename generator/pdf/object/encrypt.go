package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The lengths of passwords. 127 bytes is what the format takes; passwords
// shorter than 12 are guessed.
const (
	leastPassword = 12
	mostPassword  = 127
)

// ErrPassword says what passwords can be. Others than those of ASCII would
// have to be normalised, in which readers differ.
var ErrPassword = fmt.Errorf("a password has %d to %d printable characters of ASCII", leastPassword, mostPassword)

// Strong reports whether Encrypt takes a password.
func Strong(password string) bool {
	unprintable := func(r rune) bool { return r < ' ' || r > '~' }
	return len(password) >= leastPassword && len(password) <= mostPassword && !strings.ContainsFunc(password, unprintable)
}

// permissions lets whoever has the password read, print, copy and use aids for
// the disabled, but asks programs not to change the document (ISO 32000-2,
// table 22). It is a request, not a protection.
const permissions = -1068

// lock is the standard security handler of revision 6: AES with 256 bits (ISO
// 32000-2, 7.6.4).
type lock struct {
	block cipher.Block // by the key of the file
	seed  []byte       // of initialisation vectors
	dict  string
}

// Encrypt makes Bytes encrypt the file with a password. Keys and salts are
// drawn from random, which must be unpredictable but for tests. Nobody has the
// owner's password. The error is ErrPassword, or that of random.
func (w *Writer) Encrypt(password string, random io.Reader) error {
	if !Strong(password) {
		return ErrPassword
	}
	drawn := make([]byte, 32+32+32+16+16+4)
	if random == nil {
		return errors.New("there is no source of random bytes for the keys")
	}
	if _, err := io.ReadFull(random, drawn); err != nil {
		return fmt.Errorf("draw keys: %w", err)
	}
	take := func(n int) []byte {
		out := drawn[:n]
		drawn = drawn[n:]
		return out
	}
	key, seed, owner := take(32), take(32), take(32)
	u, ue := sealKey([]byte(password), take(16), nil, key)
	o, oe := sealKey(owner, take(16), u, key)
	block, err := aes.NewCipher(key)
	if err != nil {
		return fmt.Errorf("make cipher: %w", err)
	}
	allowed := permissions
	rights := binary.LittleEndian.AppendUint64(nil, uint64(allowed))
	rights = append(append(rights, "Tadb"...), take(4)...)
	block.Encrypt(rights, rights)
	w.lock = &lock{block: block, seed: seed, dict: fmt.Sprintf(
		"<< /Filter /Standard /V 5 /R 6 /Length 256 /P %d /U <%X> /UE <%X> /O <%X> /OE <%X> /Perms <%X> /EncryptMetadata true "+
			"/CF << /StdCF << /Type /CryptFilter /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>",
		allowed, u, ue, o, oe, rights)}
	return nil
}

// sealKey proves a password and seals the key of the file with it (algorithms
// 8 and 9); the owner's are bound to the user's by u. Of the salt, half is for
// each.
func sealKey(password, salt, u, key []byte) (proof, sealed []byte) {
	proof = append(hash(password, salt[:8], u), salt...)
	sealed = make([]byte, len(key))
	cbc(hash(password, salt[8:], u), make([]byte, aes.BlockSize), sealed, key)
	return proof, sealed
}

// cbc encrypts whole blocks; keys have a length that AES takes.
func cbc(key, iv, to, from []byte) {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("object: " + err.Error())
	}
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(to, from)
}

// hash is algorithm 2.B of ISO 32000-2, 7.6.4.3.4.
func hash(password, salt, u []byte) []byte {
	first := sha256.Sum256(bytes.Join([][]byte{password, salt, u}, nil))
	k := first[:]
	for round := 1; ; round++ {
		e := bytes.Repeat(bytes.Join([][]byte{password, k, u}, nil), 64)
		cbc(k[:16], k[16:32], e, e)
		sum := 0
		for _, b := range e[:16] { // 256 leaves 1 when divided by 3
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if round >= 64 && int(e[len(e)-1]) <= round-32 {
			return k[:32]
		}
	}
}

// seal encrypts the data of a stream (7.6.3.2): an initialisation vector of
// its own, then the padded data.
func (l *lock) seal(object int, data []byte) []byte {
	mac := hmac.New(sha256.New, l.seed)
	_ = binary.Write(mac, binary.BigEndian, uint64(object)) // a hash takes everything
	iv := mac.Sum(nil)[:aes.BlockSize]
	pad := aes.BlockSize - len(data)%aes.BlockSize
	out := make([]byte, 0, len(iv)+len(data)+pad)
	out = append(append(append(out, iv...), data...), bytes.Repeat([]byte{byte(pad)}, pad)...)
	body := out[len(iv):]
	cipher.NewCBCEncrypter(l.block, iv).CryptBlocks(body, body)
	return out
}

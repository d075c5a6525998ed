// Checks an id_token on an app's own server, in Go with the standard library, and prints its
// claims:
//
//	go run verify.go https://id.example.com CLIENT_ID < token
package main

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

// How far the clocks of two machines may be apart.
const leeway = 30 * time.Second

// How often the keys are fetched at most: whoever makes up key ids must not cause requests.
const pause = 30 * time.Second

// Verifier checks the tokens of one application.
type Verifier struct {
	keys     keySet
	issuer   string
	clientID string
}

// NewVerifier makes a verifier for the application's tokens from the service at an address.
func NewVerifier(address, clientID string) (*Verifier, error) {
	base, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	return &Verifier{
		keys: keySet{
			address: base.JoinPath("api/v1/oauth2/keys").String(),
			client:  http.Client{Timeout: 5 * time.Second},
		},
		issuer:   "https://" + base.Host + "/api/v1/oauth2",
		clientID: clientID,
	}, nil
}

// Claims returns the claims of a token that is good for the application, and an error otherwise.
func (v *Verifier) Claims(token string) (json.RawMessage, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, errors.New("not a signed token")
	}
	var header struct {
		Algorithm  string          `json:"alg"`
		KeyID      string          `json:"kid"`
		Extensions json.RawMessage `json:"crit"`
	}
	if _, err := decode(parts[0], &header); err != nil {
		return nil, err
	}
	// The token does not choose how it is verified.
	if header.Algorithm != "RS256" {
		return nil, errors.New("another algorithm than RS256")
	}
	if header.Extensions != nil {
		return nil, errors.New("extensions that this does not know")
	}
	key, err := v.keys.get(header.KeyID)
	if err != nil {
		return nil, err
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature); err != nil {
		return nil, fmt.Errorf("the signature is wrong: %w", err)
	}

	var claims struct {
		Issuer    string   `json:"iss"`
		Audience  audience `json:"aud"`
		Subject   string   `json:"sub"`
		ExpiresAt *float64 `json:"exp"`
		NotBefore float64  `json:"nbf"`
	}
	payload, err := decode(parts[1], &claims)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	switch {
	case claims.Issuer != v.issuer:
		return nil, errors.New("another issuer")
	// A token of another application is of no worth to this one.
	case !claims.Audience.contains(v.clientID):
		return nil, errors.New("another audience")
	case claims.Subject == "":
		return nil, errors.New("sub is missing")
	case claims.ExpiresAt == nil || !now.Before(at(*claims.ExpiresAt).Add(leeway)):
		return nil, errors.New("expired")
	case now.Before(at(claims.NotBefore).Add(-leeway)):
		return nil, errors.New("not valid yet")
	}
	return payload, nil
}

func at(seconds float64) time.Time {
	return time.Unix(int64(seconds), 0)
}

func decode(part string, into any) ([]byte, error) {
	content, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return nil, err
	}
	return content, json.Unmarshal(content, into)
}

// Either one application or a list of them.
type audience []string

func (a *audience) UnmarshalJSON(content []byte) error {
	if bytes.HasPrefix(content, []byte("[")) {
		return json.Unmarshal(content, (*[]string)(a))
	}
	*a = make([]string, 1)
	return json.Unmarshal(content, &(*a)[0])
}

func (a audience) contains(clientID string) bool {
	for _, each := range a {
		if each == clientID {
			return true
		}
	}
	return false
}

// The keys, fetched once and kept; an unknown key id fetches them again.
type keySet struct {
	address string
	client  http.Client

	mutex     sync.Mutex
	keys      map[string]*rsa.PublicKey
	fetchedAt time.Time
}

func (s *keySet) get(id string) (*rsa.PublicKey, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.keys[id] == nil && time.Since(s.fetchedAt) > pause {
		keys, err := s.fetch()
		if err != nil {
			return nil, fmt.Errorf("the key set: %w", err)
		}
		s.keys = keys
		s.fetchedAt = time.Now()
	}
	if s.keys[id] == nil {
		return nil, errors.New("an unknown key")
	}
	return s.keys[id], nil
}

func (s *keySet) fetch() (map[string]*rsa.PublicKey, error) {
	response, err := s.client.Get(s.address)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, errors.New(response.Status)
	}
	var set struct {
		Keys []struct {
			Type      string `json:"kty"`
			Algorithm string `json:"alg"`
			ID        string `json:"kid"`
			Modulus   string `json:"n"`
			Exponent  string `json:"e"`
		} `json:"keys"`
	}
	if err := json.NewDecoder(response.Body).Decode(&set); err != nil {
		return nil, err
	}
	keys := map[string]*rsa.PublicKey{}
	for _, key := range set.Keys {
		if key.Type != "RSA" || key.Algorithm != "RS256" {
			continue
		}
		modulus, err := base64.RawURLEncoding.DecodeString(key.Modulus)
		if err != nil {
			return nil, err
		}
		exponent, err := base64.RawURLEncoding.DecodeString(key.Exponent)
		if err != nil {
			return nil, err
		}
		keys[key.ID] = &rsa.PublicKey{
			N: new(big.Int).SetBytes(modulus),
			E: int(new(big.Int).SetBytes(exponent).Int64()),
		}
	}
	return keys, nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	verifier, err := NewVerifier(os.Args[1], os.Args[2])
	if err != nil {
		return err
	}
	token, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	claims, err := verifier.Claims(strings.TrimSpace(string(token)))
	if err != nil {
		return err
	}
	fmt.Println(string(claims))
	return nil
}

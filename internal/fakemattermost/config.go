package fakemattermost

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) ping(*call) (any, *model.AppError) {
	return map[string]string{"status": "OK", "ActiveSearchBackend": "database"}, nil
}

// clientConfig is what every client may know, the key of the signatures too.
func (s *Server) clientConfig(c *call) (any, *model.AppError) {
	der, err := x509.MarshalPKIXPublicKey(&s.key.PublicKey)
	if err != nil {
		return nil, wrong(err)
	}
	service := s.config.ServiceSettings
	config := map[string]string{
		"AsymmetricSigningPublicKey": base64.StdEncoding.EncodeToString(der),
		"Version":                    Version,
		"BuildNumber":                "",
		"BuildEnterpriseReady":       "",
		"SiteName":                   "Mattermost",
		"SiteURL":                    *service.SiteURL,
		"DefaultClientLocale":        "en",
		"DiagnosticId":               "fake",
		"EnableBotAccountCreation":   strconv.FormatBool(*service.EnableBotAccountCreation),
		"PluginsEnabled":             strconv.FormatBool(*s.config.PluginSettings.Enable),
		"NoAccounts":                 "false",
	}
	if c.me != nil {
		config["EnableUserAccessTokens"] = strconv.FormatBool(*service.EnableUserAccessTokens)
		config["EnableCommands"] = strconv.FormatBool(*service.EnableCommands)
		config["PostEditTimeLimit"] = strconv.Itoa(*service.PostEditTimeLimit)
	}
	return config, nil
}

func (s *Server) licence(*call) (any, *model.AppError) {
	return map[string]string{"IsLicensed": "false"}, nil
}

func (s *Server) readConfig(c *call) (any, *model.AppError) {
	if !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	return s.config, nil
}

// changeConfig answers PUT /config and /config/patch: what the body names
// becomes different.
func (s *Server) changeConfig(c *call) (any, *model.AppError) {
	body, problem := c.all()
	if problem != nil {
		return nil, problem
	}
	if !s.isAdmin(c.me) {
		return nil, forbidden()
	}
	var patch, whole map[string]any
	if json.Unmarshal(body, &patch) != nil {
		return nil, invalid()
	}
	if err := json.Unmarshal([]byte(jsonText(s.config)), &whole); err != nil {
		return nil, wrong(err)
	}
	merge(whole, patch)
	changed := &model.Config{}
	if json.Unmarshal([]byte(jsonText(whole)), changed) != nil {
		return nil, invalid()
	}
	changed.SetDefaults()
	if changed.ServiceSettings.SiteURL == nil {
		return nil, refuse("api.config.update_config.clear_siteurl.app_error", http.StatusBadRequest)
	}
	s.config = changed
	s.transport.CloseIdleConnections() // those that are open were allowed by the old list
	s.publish(event(model.WebsocketEventConfigChanged, to{}))
	return s.config, nil
}

func merge(whole, patch map[string]any) {
	for key, value := range patch {
		inner, isMap := value.(map[string]any)
		had, hadMap := whole[key].(map[string]any)
		if isMap && hadMap {
			merge(had, inner)
			continue
		}
		if value != nil {
			whole[key] = value
		}
	}
}

package fakemattermost

import (
	"bytes"
	"errors"
	"image"
	_ "image/png" // sizes of pictures that are uploaded
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

type file struct {
	info *model.FileInfo
	data []byte
}

// longestName is what a file system takes, in bytes.
const longestName = 255

func (s *Server) upload(c *call) (any, *model.AppError) {
	switch {
	case !*s.config.FileSettings.EnableFileAttachments:
		return nil, refuse("api.file.attachments.disabled.app_error", http.StatusForbidden)
	case c.ContentLength == 0:
		return nil, unreadable()
	}
	reader, err := c.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		return s.uploadOne(c)
	}
	if err != nil {
		return nil, unreadable()
	}
	answer := &model.FileUploadResponse{FileInfos: []*model.FileInfo{}, ClientIds: []string{}}
	channel := c.URL.Query().Get("channel_id")
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return answer, nil
		}
		if err != nil {
			return nil, unreadable()
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, unread(err)
		}
		switch part.FormName() {
		case "channel_id":
			channel = string(data)
		case "client_ids":
			answer.ClientIds = append(answer.ClientIds, string(data))
		default:
			if problem := s.mayUpload(c.me, channel, part.FileName()); problem != nil {
				return nil, problem
			}
			info, problem := s.addFile(c.me, channel, part.FileName(), data)
			if problem != nil {
				return nil, problem
			}
			answer.FileInfos = append(answer.FileInfos, info)
		}
	}
}

// uploadOne takes a file whose content is the body; what is too large is
// refused before it is read.
func (s *Server) uploadOne(c *call) (any, *model.AppError) {
	q := c.URL.Query()
	channel, name := q.Get("channel_id"), q.Get("filename")
	if problem := s.mayUpload(c.me, channel, name); problem != nil {
		return nil, problem
	}
	if c.ContentLength > *s.config.FileSettings.MaxFileSize {
		return nil, tooLarge()
	}
	data, problem := c.all()
	if problem != nil {
		return nil, problem
	}
	info, problem := s.addFile(c.me, channel, name, data)
	if problem != nil {
		return nil, problem
	}
	return &model.FileUploadResponse{FileInfos: []*model.FileInfo{info}}, nil
}

func (s *Server) mayUpload(creator *model.User, channel, name string) *model.AppError {
	switch {
	case !model.IsValidId(channel), name == "":
		return refuse("api.context.invalid_url_param.app_error", http.StatusBadRequest)
	case !s.mayAt(creator, channel, "upload_file"):
		return forbidden()
	}
	return nil
}

func (s *Server) addFile(creator *model.User, channel, name string, data []byte) (*model.FileInfo, *model.AppError) {
	name = path.Base(name)
	end := path.Ext(name)
	info := &model.FileInfo{Id: model.NewId(), CreatorId: creator.Id, ChannelId: channel, Name: name,
		Extension: strings.TrimPrefix(strings.ToLower(end), "."), Size: int64(len(data)), MimeType: mime.TypeByExtension(strings.ToLower(end)), RemoteId: new(string),
		CreateAt: s.millis(), UpdateAt: s.millis()}
	if picture, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && info.IsImage() {
		if int64(picture.Width)*int64(picture.Height) > *s.config.FileSettings.MaxImageResolution {
			return nil, refuse("api.file.upload_file.large_image_detailed.app_error", http.StatusBadRequest)
		}
		info.Width, info.Height, info.HasPreviewImage = picture.Width, picture.Height, true
		info.MiniPreview = &[]byte{0} // a real server draws one
	}
	switch {
	case info.Size > *s.config.FileSettings.MaxFileSize:
		return nil, tooLarge()
	case len(name) > longestName:
		return nil, refuse("api.file.write_file.app_error", http.StatusInternalServerError)
	}
	s.files[info.Id] = &file{info: info, data: data}
	return info, nil
}

func unreadable() *model.AppError {
	return refuse("api.file.upload_file.read_request.app_error", http.StatusBadRequest)
}

func tooLarge() *model.AppError {
	return refuse("api.file.upload_file.too_large_detailed.app_error", http.StatusRequestEntityTooLarge)
}

// attach gives files to a post and says which of them it got: those of its
// author that no other post has, wherever they were uploaded to, and those that
// it had before.
func (s *Server) attach(wanted model.StringArray, p *model.Post) model.StringArray {
	if len(wanted) == 0 {
		return model.StringArray{}
	}
	var got model.StringArray
	for _, id := range wanted {
		f := s.files[id]
		if f == nil || f.info.CreatorId != p.UserId || f.info.PostId != "" && f.info.PostId != p.Id || slices.Contains(got, id) {
			continue
		}
		f.info.PostId, f.info.ChannelId = p.Id, p.ChannelId
		got = append(got, id)
	}
	return got
}

// detach deletes the files of a post but those that it keeps.
func (s *Server) detach(p *model.Post, kept model.StringArray, now int64) {
	for _, id := range p.FileIds {
		if f := s.files[id]; f != nil && !slices.Contains(kept, id) {
			f.info.DeleteAt = now
		}
	}
}

func (s *Server) readableFile(c *call) (*file, *model.AppError) {
	id, problem := c.id("file_id")
	if problem != nil {
		return nil, problem
	}
	f := s.files[id]
	if f == nil || f.info.DeleteAt != 0 {
		return nil, refuse("app.file_info.get.app_error", http.StatusNotFound)
	}
	if f.info.CreatorId != c.me.Id && !s.mayRead(c.me, f.info.ChannelId) {
		return nil, forbidden()
	}
	return f, nil
}

func (s *Server) readFile(c *call) (any, *model.AppError) {
	f, problem := s.readableFile(c)
	if problem != nil {
		return nil, problem
	}
	return raw{f.info.MimeType, f.data}, nil
}

func (s *Server) readFileInfo(c *call) (any, *model.AppError) {
	f, problem := s.readableFile(c)
	if problem != nil {
		return nil, problem
	}
	return f.info, nil
}

func (s *Server) filesOfPost(c *call) (any, *model.AppError) {
	p, problem := s.readablePost(c)
	if problem != nil {
		return nil, problem
	}
	list := []*model.FileInfo{}
	for _, id := range p.FileIds {
		list = append(list, s.files[id].info)
	}
	return list, nil
}

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

func (s *Server) upload(c *call) (any, *model.AppError) {
	answer := &model.FileUploadResponse{FileInfos: []*model.FileInfo{}}
	reader, err := c.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		data, problem := c.all()
		if problem != nil {
			return nil, problem
		}
		q := c.URL.Query()
		info, problem := s.addFile(c.me, q.Get("channel_id"), q.Get("filename"), data)
		answer.FileInfos = append(answer.FileInfos, info)
		return answer, problem
	}
	if err != nil {
		return nil, refuse("api.file.upload_file.read_request.app_error", http.StatusBadRequest)
	}
	channel := c.URL.Query().Get("channel_id")
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return answer, nil
		}
		if err != nil {
			return nil, refuse("api.file.upload_file.read_request.app_error", http.StatusBadRequest)
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
			info, problem := s.addFile(c.me, channel, part.FileName(), data)
			if problem != nil {
				return nil, problem
			}
			answer.FileInfos = append(answer.FileInfos, info)
		}
	}
}

func (s *Server) addFile(creator *model.User, channel, name string, data []byte) (*model.FileInfo, *model.AppError) {
	switch {
	case !model.IsValidId(channel):
		return nil, invalid()
	case !s.mayAt(creator, channel, "upload_file"):
		return nil, forbidden()
	case name == "":
		return nil, invalid()
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	info := &model.FileInfo{Id: model.NewId(), CreatorId: creator.Id, ChannelId: channel, Name: path.Base(name),
		Extension: strings.TrimPrefix(strings.ToLower(path.Ext(name)), "."), Size: int64(len(data)), MimeType: kind, RemoteId: new(string),
		CreateAt: s.millis(), UpdateAt: s.millis()}
	if picture, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		info.Width, info.Height, info.HasPreviewImage = picture.Width, picture.Height, true
	}
	s.files[info.Id] = &file{info: info, data: data}
	return info, nil
}

// attach gives files to a post and says which of them it got: those of its
// author that no other post has, and those that it had before.
func (s *Server) attach(wanted model.StringArray, p *model.Post) model.StringArray {
	if len(wanted) == 0 {
		return model.StringArray{}
	}
	var got model.StringArray
	for _, id := range wanted {
		f := s.files[id]
		if f == nil || f.info.CreatorId != p.UserId || f.info.ChannelId != p.ChannelId || f.info.PostId != "" && f.info.PostId != p.Id || slices.Contains(got, id) {
			continue
		}
		f.info.PostId = p.Id
		got = append(got, id)
	}
	return got
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

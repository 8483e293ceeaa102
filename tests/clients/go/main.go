// The plan of ../README.md with the Go v2 SDK: go-client CASE.json, one line of JSON a step on standard output.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"reflect"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/rekognition"
	"github.com/aws/aws-sdk-go-v2/service/rekognition/types"
	"github.com/aws/smithy-go"
)

type keys struct{ ID, Secret string }

// What the programs are told: photographs as files and as objects, other keys.
var known struct {
	Collection, Bucket, Celebrity string
	Pictures, Objects             map[string]string
	Keys                          map[string]keys
	AtOnce                        int `json:"at_once"`
}

const nobody = "00000000-0000-4000-8000-000000000000"

var (
	ctx    = context.Background()
	client *rekognition.Client
	place  *string // the collection
)

type got map[string]any

func say(step string, what got) {
	line, err := json.Marshal(map[string]any{"step": step, "got": what})
	check(err)
	fmt.Println(string(line))
}

func check(err error) {
	if err != nil {
		log.Panic(err)
	}
}

func must[T any](answer T, err error) T {
	check(err)
	return answer
}

// fails says which exception a call raised; `typed`: it is a type of the SDK's own for this error.
func fails(step string, _ any, err error) {
	var told smithy.APIError
	if err == nil {
		say(step, got{"code": nil})
	} else if errors.As(err, &told) {
		kind := reflect.TypeOf(told).Elem()
		typed := kind.PkgPath() == reflect.TypeOf(types.Face{}).PkgPath() && kind.Name() == told.ErrorCode()
		say(step, got{"code": told.ErrorCode(), "message": told.ErrorMessage(), "typed": typed})
	} else {
		check(err)
	}
}

func picture(name string) []byte { return must(os.ReadFile(known.Pictures[name])) }

func image(name, way string) *types.Image {
	if way == "s3" {
		return &types.Image{S3Object: &types.S3Object{Bucket: &known.Bucket, Name: aws.String(known.Objects[name])}}
	}
	return &types.Image{Bytes: picture(name)}
}

func each[T, U any](list []T, of func(T) U) []U {
	all := make([]U, 0, len(list))
	for _, one := range list {
		all = append(all, of(one))
	}
	return all
}

func every[T any](list []T, holds func(T) bool) bool {
	for _, one := range list {
		if !holds(one) {
			return false
		}
	}
	return true
}

func sorted(list []string) []string { sort.Strings(list); return list }

func names(labels []types.Label) []string {
	return each(labels, func(one types.Label) string { return *one.Name })
}

func pictures(way string) {
	seen := must(client.DetectLabels(ctx, &rekognition.DetectLabelsInput{
		Image: image("bear", way), MaxLabels: aws.Int32(4), MinConfidence: aws.Float32(60),
		Features: []types.DetectLabelsFeatureName{"GENERAL_LABELS", "IMAGE_PROPERTIES"},
		Settings: &types.DetectLabelsSettings{
			ImageProperties: &types.DetectLabelsImagePropertiesSettings{MaxDominantColors: 3}},
	}))
	for _, bear := range seen.Labels {
		if *bear.Name == "Bear" {
			say("DetectLabels "+way, got{
				"labels": names(seen.Labels), "boxes": len(bear.Instances),
				"parents":    each(bear.Parents, func(one types.Parent) string { return *one.Name }),
				"categories": each(bear.Categories, func(one types.LabelCategory) string { return *one.Name }),
				"version":    seen.LabelModelVersion, "colours": len(seen.ImageProperties.DominantColors)})
		}
	}
	read := must(client.DetectText(ctx, &rekognition.DetectTextInput{Image: image("sign", way)}))
	lines, inOrder, words, parents := map[int32]string{}, []string{}, []string{}, true
	for _, one := range read.TextDetections {
		if one.Type == types.TextTypesLine {
			lines[*one.Id] = *one.DetectedText
			inOrder = append(inOrder, *one.DetectedText)
		} else {
			words = append(words, *one.DetectedText)
			parents = parents && strings.Contains(lines[*one.ParentId], *one.DetectedText)
		}
	}
	say("DetectText "+way, got{"lines": inOrder, "words": words, "parents": parents,
		"corners": len(read.TextDetections[0].Geometry.Polygon), "version": read.TextModelVersion})
	faces := must(client.DetectFaces(ctx, &rekognition.DetectFacesInput{
		Image: image("family", way), Attributes: []types.Attribute{types.AttributeAll}})).FaceDetails
	say("DetectFaces "+way, got{
		"faces":     len(faces),
		"landmarks": each(faces, func(one types.FaceDetail) int { return len(one.Landmarks) }),
		"emotions":  each(faces, func(one types.FaceDetail) types.EmotionName { return one.Emotions[0].Type }),
		"genders":   sorted(each(faces, func(one types.FaceDetail) string { return string(one.Gender.Value) })),
		"ages":      every(faces, func(one types.FaceDetail) bool { return *one.AgeRange.Low < *one.AgeRange.High })})
	celebrities := must(client.RecognizeCelebrities(ctx, &rekognition.RecognizeCelebritiesInput{Image: image("two", way)}))
	say("RecognizeCelebrities "+way, got{
		"celebrities": each(celebrities.CelebrityFaces, func(one types.Celebrity) []any {
			return []any{one.Name, one.Id, one.Urls, one.KnownGender.Type}
		}),
		"sure":   every(celebrities.CelebrityFaces, func(one types.Celebrity) bool { return *one.MatchConfidence > 80 }),
		"others": len(celebrities.UnrecognizedFaces)})
	moderated := must(client.DetectModerationLabels(ctx, &rekognition.DetectModerationLabelsInput{
		Image: image("rifle", way), MinConfidence: aws.Float32(60)}))
	say("DetectModerationLabels "+way, got{
		"labels": each(moderated.ModerationLabels, func(one types.ModerationLabel) []any {
			return []any{one.Name, one.ParentName, one.TaxonomyLevel}
		}),
		"version": moderated.ModerationModelVersion})
	compared := must(client.CompareFaces(ctx, &rekognition.CompareFacesInput{
		SourceImage: image("obama", way), TargetImage: image("two", way)}))
	say("CompareFaces "+way, got{
		"source":    *compared.SourceImageFace.Confidence > 80,
		"similar":   each(compared.FaceMatches, func(one types.CompareFacesMatch) bool { return *one.Similarity >= 80 }),
		"unmatched": len(compared.UnmatchedFaces)})
}

// settingsOf: filters and single features.
func settingsOf() {
	general := func(filters types.GeneralLabelsSettings) got {
		return got{"labels": names(must(client.DetectLabels(ctx, &rekognition.DetectLabelsInput{
			Image: image("dog", "s3"), Settings: &types.DetectLabelsSettings{GeneralLabels: &filters}})).Labels)}
	}
	say("DetectLabels included", general(types.GeneralLabelsSettings{
		LabelInclusionFilters: []string{"Dog", "Bicycle", "Bear"}}))
	say("DetectLabels excluded", general(types.GeneralLabelsSettings{LabelExclusionFilters: []string{"Car", "Vehicle"}}))
	say("DetectLabels categories", general(types.GeneralLabelsSettings{
		LabelCategoryInclusionFilters: []string{"Animals and Pets", "Vehicles and Automotive"},
		LabelCategoryExclusionFilters: []string{"Vehicles and Automotive"}}))
	seen := must(client.DetectLabels(ctx, &rekognition.DetectLabelsInput{
		Image: image("dog", "bytes"), Features: []types.DetectLabelsFeatureName{"IMAGE_PROPERTIES"}})).ImageProperties
	say("DetectLabels properties", got{
		"colours":  len(seen.DominantColors) > 0 && len(seen.DominantColors) <= 10,
		"parts":    []bool{seen.Foreground.DominantColors != nil, seen.Background.DominantColors != nil},
		"contrast": *seen.Quality.Contrast > 0})
	point := func(x, y float32) types.Point { return types.Point{X: &x, Y: &y} }
	left := types.RegionOfInterest{BoundingBox: &types.BoundingBox{
		Left: aws.Float32(0), Top: aws.Float32(0), Width: aws.Float32(0.5), Height: aws.Float32(1)}}
	corners := types.RegionOfInterest{Polygon: []types.Point{point(0, 0), point(0.5, 0), point(0.5, 1)}}
	half := aws.Float32(0.5)
	for _, one := range []struct {
		name    string
		filters types.DetectTextFilters
	}{
		{"confidence", types.DetectTextFilters{WordFilter: &types.DetectionFilter{MinConfidence: aws.Float32(99.9)}}},
		{"size", types.DetectTextFilters{
			WordFilter: &types.DetectionFilter{MinBoundingBoxHeight: half, MinBoundingBoxWidth: half}}},
		{"box", types.DetectTextFilters{RegionsOfInterest: []types.RegionOfInterest{left}}},
		{"polygon", types.DetectTextFilters{RegionsOfInterest: []types.RegionOfInterest{corners}}},
	} {
		read := must(client.DetectText(ctx, &rekognition.DetectTextInput{Image: image("sign", "s3"), Filters: &one.filters}))
		words := []string{}
		for _, found := range read.TextDetections {
			if found.Type == types.TextTypesWord {
				words = append(words, *found.DetectedText)
			}
		}
		say("DetectText "+one.name, got{"words": words})
	}
	face := must(client.DetectFaces(ctx, &rekognition.DetectFacesInput{Image: image("obama", "s3")})).FaceDetails[0]
	say("DetectFaces default", got{"landmarks": len(face.Landmarks), "members": members(face)})
	info := must(client.GetCelebrityInfo(ctx, &rekognition.GetCelebrityInfoInput{Id: &known.Celebrity}))
	say("GetCelebrityInfo", got{"name": info.Name, "urls": info.Urls, "gender": info.KnownGender.Type})
}

// members of an answer's structure that were sent.
func members(of any) []string {
	value := reflect.ValueOf(of)
	sent := []string{}
	for i := range value.NumField() {
		if value.Type().Field(i).IsExported() && !value.Field(i).IsZero() {
			sent = append(sent, value.Type().Field(i).Name)
		}
	}
	return sorted(sent)
}

// collections and their pages; the ARN for the tags.
func collections() *string {
	made := must(client.CreateCollection(ctx, &rekognition.CreateCollectionInput{
		CollectionId: place, Tags: map[string]string{"made-by": "plan"}}))
	say("CreateCollection", got{"status": made.StatusCode, "arn": made.CollectionArn, "version": made.FaceModelVersion})
	must(client.CreateCollection(ctx, &rekognition.CreateCollectionInput{CollectionId: aws.String(*place + ".2")}))
	again, err := client.CreateCollection(ctx, &rekognition.CreateCollectionInput{CollectionId: place})
	fails("CreateCollection again", again, err)
	ids, single := []string{}, true
	pages := rekognition.NewListCollectionsPaginator(client, &rekognition.ListCollectionsInput{MaxResults: aws.Int32(1)})
	for pages.HasMorePages() {
		page := must(pages.NextPage(ctx)).CollectionIds
		single = single && len(page) <= 1
		for _, id := range page {
			if strings.HasPrefix(id, *place) {
				ids = append(ids, id)
			}
		}
	}
	say("ListCollections", got{"collections": ids, "single": single})
	seen := must(client.DescribeCollection(ctx, &rekognition.DescribeCollectionInput{CollectionId: place}))
	say("DescribeCollection", got{"faces": seen.FaceCount, "users": seen.UserCount, "arn": seen.CollectionARN,
		"new": time.Since(*seen.CreationTimestamp).Abs() < 10*time.Minute})
	return seen.CollectionARN
}

func externals(faces []types.Face) []string {
	return each(faces, func(one types.Face) string { return *one.ExternalImageId })
}

func matched(found []types.FaceMatch) []types.Face {
	return each(found, func(one types.FaceMatch) types.Face { return *one.Face })
}

// faces: indexing and searching; the ids of the face of each photograph.
func faces() []string {
	index := func(name, way, external string, attributes []types.Attribute) *rekognition.IndexFacesOutput {
		return must(client.IndexFaces(ctx, &rekognition.IndexFacesInput{
			CollectionId: place, Image: image(name, way), ExternalImageId: &external, DetectionAttributes: attributes}))
	}
	ids := []string{}
	for _, one := range [][2]string{{"bytes", "obama"}, {"s3", "obama2"}} {
		done := index(one[1], one[0], one[1], []types.Attribute{types.AttributeAll})
		record := done.FaceRecords[0]
		ids = append(ids, *record.Face.FaceId)
		say("IndexFaces "+one[0], got{"external": record.Face.ExternalImageId,
			"landmarks": len(record.FaceDetail.Landmarks), "unindexed": len(done.UnindexedFaces)})
	}
	again := index("obama", "bytes", "obama", nil).FaceRecords
	say("IndexFaces again", got{"same": len(again) == 1 && *again[0].Face.FaceId == ids[0]})
	largest := must(client.IndexFaces(ctx, &rekognition.IndexFacesInput{
		CollectionId: place, Image: image("family", "bytes"), ExternalImageId: aws.String("family:1"),
		MaxFaces: aws.Int32(1), QualityFilter: types.QualityFilterNone}))
	ids = append(ids, *largest.FaceRecords[0].Face.FaceId)
	say("IndexFaces largest", got{"faces": len(largest.FaceRecords),
		"reasons": each(largest.UnindexedFaces, func(one types.UnindexedFace) []types.Reason { return one.Reasons })})
	count, all := 0, []string{}
	pages := rekognition.NewListFacesPaginator(client, &rekognition.ListFacesInput{
		CollectionId: place, MaxResults: aws.Int32(2)})
	for pages.HasMorePages() {
		count, all = count+1, append(all, externals(must(pages.NextPage(ctx)).Faces)...)
	}
	say("ListFaces", got{"pages": count, "faces": sorted(all)})
	found := must(client.SearchFaces(ctx, &rekognition.SearchFacesInput{CollectionId: place, FaceId: &ids[0]}))
	say("SearchFaces", got{"searched": *found.SearchedFaceId == ids[0], "faces": externals(matched(found.FaceMatches)),
		"similar": every(found.FaceMatches, func(one types.FaceMatch) bool { return *one.Similarity >= 80 })})
	for _, way := range []string{"bytes", "s3"} {
		found := must(client.SearchFacesByImage(ctx, &rekognition.SearchFacesByImageInput{
			CollectionId: place, Image: image("obama2", way), MaxFaces: aws.Int32(5)}))
		say("SearchFacesByImage "+way, got{"faces": externals(matched(found.FaceMatches)),
			"searched": *found.SearchedFaceConfidence > 80})
	}
	return ids
}

func users(ids []string) {
	president, other, nobodys := aws.String("president"), aws.String("other"), aws.String("nobody")
	create := func(user, token *string) error {
		_, err := client.CreateUser(ctx, &rekognition.CreateUserInput{
			CollectionId: place, UserId: user, ClientRequestToken: token})
		return err
	}
	token := aws.String(*place + "-1")
	check(create(president, token))
	check(create(president, token))
	check(create(nobodys, nil))
	fails("CreateUser again", nil, create(president, nil))
	fails("CreateUser token", nil, create(other, token))
	count, all := 0, [][]any{}
	pages := rekognition.NewListUsersPaginator(client, &rekognition.ListUsersInput{
		CollectionId: place, MaxResults: aws.Int32(1)})
	for pages.HasMorePages() {
		count++
		for _, one := range must(pages.NextPage(ctx)).Users {
			all = append(all, []any{one.UserId, one.UserStatus})
		}
	}
	say("ListUsers", got{"pages": count, "users": all})
	joined := must(client.AssociateFaces(ctx, &rekognition.AssociateFacesInput{
		CollectionId: place, UserId: president, FaceIds: []string{ids[0], ids[1], nobody}}))
	say("AssociateFaces", got{
		"faces": len(joined.AssociatedFaces),
		"refused": each(joined.UnsuccessfulFaceAssociations, func(one types.UnsuccessfulFaceAssociation) []any {
			return []any{*one.FaceId == nobody, one.Reasons}
		}),
		"status": joined.UserStatus})
	own := must(client.ListFaces(ctx, &rekognition.ListFacesInput{CollectionId: place, UserId: president})).Faces
	owners := map[string]bool{}
	for _, one := range own {
		owners[*one.UserId] = true
	}
	say("ListFaces user", got{"faces": sorted(externals(own)), "users": keysOf(owners)})
	matches := func(found []types.UserMatch) [][]any {
		return each(found, func(one types.UserMatch) []any { return []any{one.User.UserId, *one.Similarity >= 80} })
	}
	byFace := must(client.SearchUsers(ctx, &rekognition.SearchUsersInput{CollectionId: place, FaceId: &ids[0]}))
	say("SearchUsers face", got{"users": matches(byFace.UserMatches), "searched": *byFace.SearchedFace.FaceId == ids[0]})
	byUser := must(client.SearchUsers(ctx, &rekognition.SearchUsersInput{CollectionId: place, UserId: president}))
	say("SearchUsers user", got{"users": matches(byUser.UserMatches), "searched": byUser.SearchedUser.UserId})
	for _, way := range []string{"bytes", "s3"} {
		found := must(client.SearchUsersByImage(ctx, &rekognition.SearchUsersByImageInput{
			CollectionId: place, Image: image("obama2", way), MaxUsers: aws.Int32(3)}))
		say("SearchUsersByImage "+way, got{"users": matches(found.UserMatches),
			"searched": *found.SearchedFace.FaceDetail.Confidence > 80})
	}
	none := must(client.SearchUsersByImage(ctx, &rekognition.SearchUsersByImageInput{
		CollectionId: place, Image: image("bear", "bytes")}))
	say("SearchUsersByImage no face", got{"users": matches(none.UserMatches), "searched": none.SearchedFace != nil})
	gone := must(client.DeleteFaces(ctx, &rekognition.DeleteFacesInput{
		CollectionId: place, FaceIds: []string{ids[0], ids[2], nobody}}))
	refused := map[string][]types.UnsuccessfulFaceDeletionReason{}
	for _, one := range gone.UnsuccessfulFaceDeletions {
		refused[*one.FaceId] = one.Reasons
	}
	say("DeleteFaces", got{"deleted": len(gone.DeletedFaces) == 1 && gone.DeletedFaces[0] == ids[2],
		"refused": []any{refused[ids[0]], refused[nobody]}})
	parted := must(client.DisassociateFaces(ctx, &rekognition.DisassociateFacesInput{
		CollectionId: place, UserId: president, FaceIds: []string{ids[0]}}))
	say("DisassociateFaces", got{
		"faces":  each(parted.DisassociatedFaces, func(one types.DisassociatedFace) bool { return *one.FaceId == ids[0] }),
		"status": parted.UserStatus})
	must(client.DeleteUser(ctx, &rekognition.DeleteUserInput{CollectionId: place, UserId: president}))
	left := must(client.ListUsers(ctx, &rekognition.ListUsersInput{CollectionId: place})).Users
	freed := must(client.ListFaces(ctx, &rekognition.ListFacesInput{CollectionId: place})).Faces
	say("DeleteUser", got{"users": each(left, func(one types.User) *string { return one.UserId }),
		"freed": each(freed, func(one types.Face) *string { return one.UserId })})
}

func keysOf(set map[string]bool) []string {
	all := []string{}
	for one := range set {
		all = append(all, one)
	}
	return sorted(all)
}

func tags(arn *string) {
	now := func() got {
		all := must(client.ListTagsForResource(ctx, &rekognition.ListTagsForResourceInput{ResourceArn: arn}))
		return got{"tags": all.Tags}
	}
	say("ListTagsForResource", now())
	must(client.TagResource(ctx, &rekognition.TagResourceInput{
		ResourceArn: arn, Tags: map[string]string{"stage": "one of two", "made-by": "the plan"}}))
	say("TagResource", now())
	must(client.UntagResource(ctx, &rekognition.UntagResourceInput{
		ResourceArn: arn, TagKeys: []string{"made-by", "never-there"}}))
	say("UntagResource", now())
}

func errorsOf() {
	failing := func(step string, image *types.Image, confidence *float32) {
		seen, err := client.DetectLabels(ctx, &rekognition.DetectLabelsInput{Image: image, MinConfidence: confidence})
		fails("error "+step, seen, err)
	}
	described, err := client.DescribeCollection(ctx, &rekognition.DescribeCollectionInput{
		CollectionId: aws.String("nowhere")})
	fails("error no collection", described, err)
	info, err := client.GetCelebrityInfo(ctx, &rekognition.GetCelebrityInfoInput{Id: aws.String("0NoSuch0")})
	fails("error no celebrity", info, err)
	failing("no picture", &types.Image{}, nil)
	found, err := client.SearchFacesByImage(ctx, &rekognition.SearchFacesByImageInput{
		CollectionId: place, Image: image("bear", "bytes")})
	fails("error no face", found, err)
	compared, err := client.CompareFaces(ctx, &rekognition.CompareFacesInput{
		SourceImage: image("bear", "s3"), TargetImage: image("two", "s3")})
	fails("error no face to compare", compared, err)
	like, err := client.SearchFaces(ctx, &rekognition.SearchFacesInput{CollectionId: place, FaceId: aws.String(nobody)})
	fails("error unknown face", like, err)
	failing("format", &types.Image{Bytes: []byte(strings.Repeat("Dear Sir or Madam, this is a letter.\n", 10))}, nil)
	failing("dimensions", image("wide", "bytes"), nil)
	failing("too small", image("small", "bytes"), nil)
	never := &types.S3Object{Bucket: &known.Bucket, Name: aws.String("never/put.jpg")}
	failing("no object", &types.Image{S3Object: never}, nil)
	failing("confidence", image("bear", "s3"), aws.Float32(101))
	failing("bytes", &types.Image{Bytes: bytes.Repeat([]byte{0xff}, 5_242_881)}, nil)
	made, err := client.CreateCollection(ctx, &rekognition.CreateCollectionInput{CollectionId: aws.String("a collection")})
	fails("error name", made, err)
	listed, err := client.ListFaces(ctx, &rekognition.ListFacesInput{
		CollectionId: place, NextToken: aws.String("never given")})
	fails("error token", listed, err)
	streams, err := client.ListStreamProcessors(ctx, &rekognition.ListStreamProcessorsInput{})
	fails("error operation", streams, err)
}

func access(settings aws.Config) {
	with := func(own keys) *rekognition.Client {
		return rekognition.NewFromConfig(settings, func(options *rekognition.Options) {
			options.Credentials = credentials.NewStaticCredentialsProvider(own.ID, own.Secret, "")
		})
	}
	for step, own := range known.Keys {
		made, err := with(own).CreateCollection(ctx, &rekognition.CreateCollectionInput{
			CollectionId: aws.String(*place + ".3")})
		fails(step, made, err)
	}
	if denied, there := known.Keys["access denied"]; there {
		seen := must(with(denied).DetectLabels(ctx, &rekognition.DetectLabelsInput{
			Image: image("bear", "bytes"), MaxLabels: aws.Int32(1)}))
		say("access allowed", got{"labels": names(seen.Labels)})
	}
}

// throttling: more calls at once than there are places: the SDK waits and comes again by itself.
func throttling(settings aws.Config) {
	patient := rekognition.NewFromConfig(settings, func(options *rekognition.Options) {
		options.Retryer = retry.AddWithMaxAttempts(retry.NewStandard(), 15)
	})
	attempts := make([]int, known.AtOnce)
	var group sync.WaitGroup
	for i := range attempts {
		group.Add(1)
		go func() {
			defer group.Done()
			seen := must(patient.DetectLabels(ctx, &rekognition.DetectLabelsInput{Image: image("large", "bytes")}))
			results, _ := retry.GetAttemptResults(seen.ResultMetadata)
			attempts[i] = len(results.Results)
		}()
	}
	group.Wait()
	say("throttling", got{"served": len(attempts),
		"retried": !every(attempts, func(one int) bool { return one == 1 })})
}

func main() {
	check(json.Unmarshal(must(os.ReadFile(os.Args[1])), &known))
	settings := must(config.LoadDefaultConfig(ctx))
	client, place = rekognition.NewFromConfig(settings), aws.String(known.Collection+"-go")
	for _, way := range []string{"bytes", "s3"} {
		pictures(way)
	}
	settingsOf()
	arn := collections()
	users(faces())
	tags(arn)
	errorsOf()
	access(settings)
	throttling(settings)
	must(client.DeleteCollection(ctx, &rekognition.DeleteCollectionInput{CollectionId: aws.String(*place + ".2")}))
	gone := must(client.DeleteCollection(ctx, &rekognition.DeleteCollectionInput{CollectionId: place}))
	say("DeleteCollection", got{"status": gone.StatusCode})
	again, err := client.DeleteCollection(ctx, &rekognition.DeleteCollectionInput{CollectionId: place})
	fails("DeleteCollection again", again, err)
}

import type { Call } from '../external/external-function.ts';
import { formatText } from '../external/texts.ts';
import type { Assign } from '../site/assign.ts';
import { type FileArea, iconOf } from '../site/file-storage.ts';
import { feedbackArea, submissionArea } from '../site/grading.ts';
import type { Grade, Submission, Text } from '../site/rows.ts';

/** Areas of "Annotate PDF", empty here: nobody annotates by the web. */
const EDITPDF_AREAS = [
  'download',
  'combined',
  'partial',
  'importhtml',
  'pages',
  'readonlypages',
  'stamps',
  'tmp_jpg_to_pdf',
  'tmp_rotated_jpg',
];

/** mod/assign/externallib.php `get_plugins_data` of a submission. */
export function submissionPlugins(call: Call, assign: Assign, submission: Submission): object[] {
  const area = `${assign.row.contextid}/assignsubmission_onlinetext/submissions_onlinetext/${submission.id}`;
  return [
    {
      type: 'onlinetext',
      name: 'Online text',
      fileareas: [{ area: 'submissions_onlinetext', files: [] }],
      editorfields: [editorField(call, 'onlinetext', 'Online text submissions', submission.onlinetext, area)],
    },
    {
      type: 'file',
      name: 'File submissions',
      fileareas: [
        { area: 'submission_files', files: areaFiles(call, submissionArea(assign, submission.id)) },
      ],
    },
    { type: 'comments', name: 'Submission comments' },
  ];
}

/** The same of the feedback to a grade. */
export function feedbackPlugins(call: Call, assign: Assign, grade: Grade): object[] {
  const area = `${assign.row.contextid}/assignfeedback_comments/feedback/${grade.id}`;
  const comments = {
    type: 'comments',
    name: 'Feedback comments',
    fileareas: [{ area: 'feedback', files: [] }],
    editorfields: [editorField(call, 'comments', 'Feedback comments', grade.comment, area)],
  };
  const editpdf = {
    type: 'editpdf',
    name: 'Annotate PDF',
    fileareas: EDITPDF_AREAS.map((name) => ({ area: name, files: [] })),
  };
  const files = {
    type: 'file',
    name: 'Feedback files',
    fileareas: [{ area: 'feedback_files', files: areaFiles(call, feedbackArea(assign, grade.id)) }],
  };
  const { feedback } = assign.row;
  return [...(feedback.comments ? [comments] : []), editpdf, ...(feedback.file ? [files] : [])];
}

function editorField(call: Call, name: string, description: string, text: Text | null, area: string): object {
  return { name, description, ...formatText(call, text ?? { text: '', format: 0 }, area) };
}

/** lib/external/classes/util.php `get_area_files`. */
export function areaFiles({ site }: Call, area: FileArea): object[] {
  const folder = `${site.wwwroot}/webservice/pluginfile.php/${area.contextid}/${area.component}/${area.filearea}/${area.itemid}`;
  return site.files.files(area).map((file) => ({
    filename: file.filename,
    filepath: file.filepath,
    filesize: file.bytes.byteLength,
    fileurl: folder + file.filepath + encodeURIComponent(file.filename),
    timemodified: file.timemodified,
    mimetype: file.mimetype,
    isexternalfile: false,
    icon: iconOf(file.filename),
  }));
}

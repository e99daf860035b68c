/** The comment on a decision. */
import { Textarea } from '@mantine/core';

interface CommentFieldProps {
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function CommentField({ description, value, onChange }: CommentFieldProps) {
  return (
    <Textarea
      label="Comment"
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={2}
    />
  );
}
